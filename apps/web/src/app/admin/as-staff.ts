import { notFound, redirect } from "next/navigation";
import type { Caller } from "../../trpc/callers.ts";
import { visitorApi } from "../../trpc/server.ts";
import { readRefusal } from "./read-refusal.ts";

/**
 * Reads a back-office page's data as the visitor. Without a session it redirects to the log-in page, which returns to
 * `path`; staff who must set up two-step verification are sent there; without the permission the page is not found.
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
