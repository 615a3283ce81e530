import { notFound, redirect } from "next/navigation";
import type { Caller } from "../../trpc/callers.ts";
import { visitorApi } from "../../trpc/server.ts";
import { readRefusal } from "./read-refusal.ts";

/**
 * Reads what a page of the back office shows, as the visitor himself. Nobody logged in: to the log-in, and back to `path`
 * afterwards. Staff who still need a second step: to where it is set up. Logged in without the permission, or nothing
 * there: not found.
 */
export async function asStaff<T>(path: string, read: (api: Caller) => Promise<T>): Promise<T> {
  try {
    return await read(await visitorApi());
  } catch (error) {
    const refusal = readRefusal(error);
    if (refusal === "sign_in") redirect(`/login?next=${encodeURIComponent(path)}`);
    if (refusal === "enrol") redirect("/account/security");
    if (refusal === "missing") notFound();
    throw error;
  }
}
