import { type ErrorReason, isErrorReason } from "@cartwright/contracts/error-codes";
import { TRPCClientError } from "@trpc/client";

function dataOf(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof TRPCClientError)) return {};
  const data: unknown = error.data;
  return typeof data === "object" && data !== null ? { ...data } : {};
}

/** The stable reason of a failed call; a call without a response counts as `unavailable`. */
export function reasonOf(error: unknown): ErrorReason {
  const { reason } = dataOf(error);
  return typeof reason === "string" && isErrorReason(reason) ? reason : "unavailable";
}

/** The server's message for a person; null when no response came. */
export function serverMessageOf(error: unknown): string | null {
  return dataOf(error)["reason"] !== undefined && error instanceof Error ? error.message : null;
}

/** What is wrong with which field, by path: `{"shippingAddress.city": "…"}`. */
export function fieldsOf(error: unknown): Readonly<Record<string, string>> {
  const { fields } = dataOf(error);
  if (typeof fields !== "object" || fields === null) return {};
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
