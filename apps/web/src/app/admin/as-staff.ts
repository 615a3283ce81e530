import { notFound, redirect } from "next/navigation";
import type { Caller } from "../../trpc/callers.ts";
import { visitorApi } from "../../trpc/server.ts";

/** A refusal's tRPC code. Callers of the server process throw errors of its own copy of the library: read, not `instanceof`. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/**
 * Reads what a page of the back office shows, as the visitor himself. Nobody logged in: to the log-in, and back to `path`
 * afterwards. Logged in without the permission, or nothing there: not found.
 */
export async function asStaff<T>(path: string, read: (api: Caller) => Promise<T>): Promise<T> {
  try {
    return await read(await visitorApi());
  } catch (error) {
    const code = codeOf(error);
    if (code === "UNAUTHORIZED") redirect(`/login?next=${encodeURIComponent(path)}`);
    if (code === "FORBIDDEN" || code === "NOT_FOUND") notFound();
    throw error;
  }
}
