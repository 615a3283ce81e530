import { createCaller } from "@cartwright/api/root";
import type { ApiContext, ApiDeps } from "@cartwright/api/context";
import type { Callers } from "../trpc/callers.ts";

/** A page that everybody shares is nobody's request, and nobody's budget. */
function anonymousContext(api: ApiDeps): ApiContext {
  return {
    deps: { ...api, limiter: { count: async () => undefined } },
    actor: { kind: "guest", guestHash: null },
    requestId: "prerender",
    traceparent: null,
    address: "",
    userAgent: "",
    csrf: "invalid",
    cookies: {
      ensureGuest: () => {
        throw new Error("a shared page knows no guest");
      },
      clearSession: () => undefined,
      setSession: () => undefined,
    },
  };
}

/** How pages reach the API: the same procedures, checks and limits as over HTTP, without going over it. */
export function createPageCallers(api: ApiDeps): Callers {
  const anonymous = createCaller(anonymousContext(api));
  return {
    anonymous: () => anonymous,
    inContext: (context) => createCaller(context),
    publicOrigin: api.settings.publicOrigin,
  };
}
