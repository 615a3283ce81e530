import { redirect } from "next/navigation";
import type { Caller } from "../../../trpc/callers.ts";
import { visitorApi } from "../../../trpc/server.ts";

/**
 * Reads an account page's data as the visitor. Without a session it redirects to the log-in page, which returns to `path`.
 * The error is recognised by its code and not by its class: the server process throws its own copy of the error class.
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
