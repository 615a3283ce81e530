import { createCaller } from "@cartwright/api/root";
import type { ApiContext, ApiDeps } from "@cartwright/api/context";
import { reasonOf } from "@cartwright/api/to-trpc-error";
import { reportUnavailable } from "../auth/rendering.ts";
import type { Callers } from "./callers.ts";

/** A shared page belongs to no request, so its calls count against no one's rate limit. */
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
        throw new Error("a shared page has no guest");
      },
      clearSession: () => undefined,
      setSession: () => undefined,
    },
  };
}

/** How pages call the API: the same procedures, checks and limits as over HTTP, without an HTTP request. */
export function createPageCallers(api: ApiDeps): Callers {
  const options: Parameters<typeof createCaller>[1] = {
    onError: ({ error }) => {
      if (reasonOf(error) === "unavailable") reportUnavailable();
    },
  };
  const anonymous = createCaller(anonymousContext(api), options);
  return {
    anonymous: () => anonymous,
    inContext: (context) => createCaller(context, options),
    publicOrigin: api.settings.publicOrigin,
  };
}
