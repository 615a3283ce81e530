import { notFound, redirect } from "next/navigation";
import type { Caller } from "../../trpc/callers.ts";
import { visitorApi } from "../../trpc/server.ts";

/** A refusal's tRPC code. Callers of the server process throw errors of its own copy of the library: read, not `instanceof`. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** The reason of a refusal, from the error of the business code that caused it. */
function reasonOf(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : undefined;
  return typeof cause === "object" && cause !== null && "reason" in cause ? cause.reason : undefined;
}

/**
 * Reads what a page of the back office shows, as the visitor himself. Nobody logged in: to the log-in, and back to `path`
 * afterwards. Staff who still need a second step: to where it is set up. Logged in without the permission, or nothing
 * there: not found.
 */
export async function asStaff<T>(path: string, read: (api: Caller) => Promise<T>): Promise<T> {
  try {
    return await read(await visitorApi());
  } catch (error) {
    const code = codeOf(error);
    if (code === "UNAUTHORIZED") redirect(`/login?next=${encodeURIComponent(path)}`);
    if (reasonOf(error) === "second_factor_enrolment_required") redirect("/account/security");
    if (code === "FORBIDDEN" || code === "NOT_FOUND") notFound();
    throw error;
  }
}
