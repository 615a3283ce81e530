import { ERROR_CODES, type ErrorReason } from "@cartwright/contracts/error-codes";

/** Fields of an input that are wrong, by path: `{"shippingAddress.city": "Required"}`. */
export type FieldErrors = Readonly<Record<string, string>>;

export interface AppErrorOptions extends ErrorOptions {
  /** For a person, instead of the table's sentence. Never holds secrets, SQL or paths. */
  readonly message?: string;
  readonly fields?: FieldErrors;
  /** Seconds after which a retry makes sense. */
  readonly retryAfterSeconds?: number;
}

/** The one error class of the business code. The reason decides status, retry and message through the code table. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly reason: ErrorReason;
  readonly fields: FieldErrors | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(reason: ErrorReason, options: AppErrorOptions = {}) {
    super(
      options.message ?? ERROR_CODES[reason].message,
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.reason = reason;
    this.fields = options.fields;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  /** Whether the same attempt may succeed later by itself. */
  get retry(): boolean {
    return ERROR_CODES[this.reason].retry;
  }
}

/** True for an {@link AppError}, with a certain reason if one is given. */
export function isAppError(error: unknown, reason?: ErrorReason): error is AppError {
  return error instanceof AppError && (reason === undefined || error.reason === reason);
}
