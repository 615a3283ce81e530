import type { ApiContext } from "@cartwright/api/context";
import { headers } from "next/headers";
import { findRequest, type RequestScope, SCOPE_HEADER } from "./request-scope.ts";

/** Rendering reads. What changes something is a tRPC mutation, sent by the page. */
const READ_ONLY: ApiContext["cookies"] = {
  ensureGuest: () => {
    throw new Error("a page cannot set cookies while it is rendered");
  },
  clearSession: () => undefined,
  setSession: () => undefined,
};

async function scopeOfRequest(): Promise<RequestScope> {
  // Reading headers also tells Next that this page belongs to one request and may never be kept.
  const id = (await headers()).get(SCOPE_HEADER);
  const scope = id === null ? undefined : findRequest(id);
  if (!scope) throw new Error("this page was not reached through the edge");
  return scope;
}

/** Whether a request came with an identity at all. Without one it is a first visit, or a link on another site. */
export const isIdentified = ({ actor }: ApiContext): boolean =>
  actor.kind === "user" || (actor.kind === "guest" && actor.guestHash !== null);

/**
 * The context of the visitor whom a page is rendered for: the same actor, address and request id as the edge found. Only
 * for pages rendered per request; a public page that calls it stops being one.
 */
export async function createPageContext(): Promise<ApiContext> {
  const { context } = await scopeOfRequest();
  return { ...context, cookies: READ_ONLY, csrf: "invalid" };
}
