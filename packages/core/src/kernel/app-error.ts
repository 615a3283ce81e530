import { ERROR_CODES, type ErrorReason } from "@cartwright/contracts/error-codes";
import { errorMessage } from "./error-message.ts";

/** Invalid fields of an input, by path: `{"shippingAddress.city": "Required"}`. */
export type FieldErrors = Readonly<Record<string, string>>;

export interface AppErrorOptions extends ErrorOptions {
  /** A message for people that replaces the one of the code table. Never contains secrets, SQL or paths. */
  readonly message?: string;
  readonly fields?: FieldErrors;
  /** Seconds after which a retry makes sense. */
  readonly retryAfterSeconds?: number;
}

/** The only error class of the business code. The code table decides its status, whether to retry, and its message. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly reason: ErrorReason;
  readonly fields: FieldErrors | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(reason: ErrorReason, options: AppErrorOptions = {}) {
    super(options.message ?? errorMessage(reason), options.cause === undefined ? undefined : { cause: options.cause });
    this.reason = reason;
    this.fields = options.fields;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  /** Whether the same attempt may succeed later. */
  get retry(): boolean {
    return ERROR_CODES[this.reason].retry;
  }
}

/** True for an {@link AppError}, with the given reason if there is one. */
export function isAppError(error: unknown, reason?: ErrorReason): error is AppError {
  return error instanceof AppError && (reason === undefined || error.reason === reason);
}
