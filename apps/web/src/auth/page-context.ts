import type { ApiContext } from "@cartwright/api/context";
import { headers } from "next/headers";
import { findRequest, type RequestScope, SCOPE_HEADER } from "./request-scope.ts";

/** Rendering only reads. Pages change data through tRPC mutations. */
const READ_ONLY: ApiContext["cookies"] = {
  ensureGuest: () => {
    throw new Error("a page cannot set cookies while it is rendered");
  },
  clearSession: () => undefined,
  setSession: () => undefined,
};

async function scopeOfRequest(): Promise<RequestScope> {
  // Reading headers also tells Next that this page belongs to one request and must not be cached.
  const id = (await headers()).get(SCOPE_HEADER);
  const scope = id === null ? undefined : findRequest(id);
  if (!scope) throw new Error("this page was not requested through the edge");
  return scope;
}

/** Whether a request has an identity. Without one it is a first visit, or a link on another site. */
export const isIdentified = ({ actor }: ApiContext): boolean =>
  actor.kind === "user" || (actor.kind === "guest" && actor.guestHash !== null);

/**
 * The context of the visitor for whom a page is rendered: the actor, address and request id that the edge found. Only for
 * pages rendered per request: a public page that calls it is no longer cached.
 */
export async function createPageContext(): Promise<ApiContext> {
  const { context } = await scopeOfRequest();
  return { ...context, cookies: READ_ONLY, csrf: "invalid" };
}
