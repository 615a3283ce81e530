import { ERROR_CODES, type ErrorReason } from "@cartwright/contracts/error-codes";
import { isAppError } from "@cartwright/core/kernel/app-error";
import { errorMessage } from "@cartwright/core/kernel/error-message";
import { isUnavailable } from "@cartwright/db/unavailable";
import { TRPCError } from "@trpc/server";
import { ZodError } from "zod";

/** What a caller learns about a failure: the stable reason, and nothing internal. */
export function reasonOf(error: unknown): ErrorReason {
  if (isAppError(error)) return error.reason;
  if (error instanceof ZodError) return "invalid_input";
  if (error instanceof TRPCError) {
    if (error.cause && !(error.cause instanceof TRPCError)) {
      const inner = reasonOf(error.cause);
      if (inner !== "internal") return inner;
    }
    if (error.code === "BAD_REQUEST" || error.code === "PARSE_ERROR" || error.code === "METHOD_NOT_SUPPORTED")
      return "invalid_input";
    if (error.code === "NOT_FOUND") return "not_found";
    if (error.code === "PAYLOAD_TOO_LARGE") return "too_large";
    return "internal";
  }
  return isUnavailable(error) ? "unavailable" : "internal";
}

const FAULTS: ReadonlySet<string> = new Set(["INTERNAL_SERVER_ERROR", "SERVICE_UNAVAILABLE", "GATEWAY_TIMEOUT"]);

/** Whether a failure is the shop's own and not the caller's, so that the response is a 5xx. */
export function isFault(reason: ErrorReason): boolean {
  return FAULTS.has(ERROR_CODES[reason].code);
}

/** Maps any failure of a use case to the tRPC error in the code table. The original stays as the cause, for the log. */
export function toTrpcError(error: unknown): TRPCError {
  const reason = reasonOf(error);
  const message = isAppError(error) ? error.message : errorMessage(reason);
  return new TRPCError({ code: ERROR_CODES[reason].code, message, cause: error });
}
