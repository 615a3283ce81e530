import { AppError } from "./app-error.ts";

/** `invalid_input` because of one field, whose message is also that of the whole request. */
export function fieldError(field: string, message: string, cause?: unknown): AppError {
  return new AppError("invalid_input", { message, fields: { [field]: message }, cause });
}
