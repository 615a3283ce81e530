import { notFound } from "next/navigation";
import { createPageContext } from "../auth/page-context.ts";
import { callers } from "./callers.ts";

/** For public pages: reads no request data, so the page may be kept for everybody. */
export const publicApi = () => callers().anonymous();

/** Where people reach the shop: for addresses that must be whole, as in a sitemap. */
export const publicOrigin = () => callers().publicOrigin;

/** For personal pages: the procedures as the visitor himself would call them. */
export const visitorApi = async () => callers().inContext(await createPageContext());

/** Callers of the server process throw errors of its own copy of the library: told apart by name, not by class. */
function isNotFound(error: unknown): boolean {
  return error instanceof Error && error.name === "TRPCError" && "code" in error && error.code === "NOT_FOUND";
}

/** Null for "not found"; every other failure passes. */
export async function orNull<T>(promise: Promise<T>): Promise<T | null> {
  try {
    return await promise;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

/** Turns "not found" of the API into the page that says so; every other failure passes. */
export async function orNotFound<T>(promise: Promise<T>): Promise<T> {
  return (await orNull(promise)) ?? notFound();
}
