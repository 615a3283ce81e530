import { redirect } from "next/navigation";
import type { Caller } from "../../../trpc/callers.ts";
import { visitorApi } from "../../../trpc/server.ts";

/**
 * Reads what a page of an account shows, as the visitor himself. Nobody logged in: to the log-in, and back to `path`
 * afterwards. The refusal is read, not told by its class: callers of the server process throw their own copy's errors.
 */
export async function asMember<T>(path: string, read: (api: Caller) => Promise<T>): Promise<T> {
  try {
    return await read(await visitorApi());
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "UNAUTHORIZED")
      redirect(`/login?next=${encodeURIComponent(path)}`);
    throw error;
  }
}
