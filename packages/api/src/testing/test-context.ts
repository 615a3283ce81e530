import { randomBytes } from "node:crypto";
import type { Actor } from "@cartwright/core/kernel/actor";
import { testDeps } from "@cartwright/core/testing/fixtures";
import type { Db } from "@cartwright/db/client";
import type { ApiContext, ApiDeps, ApiSettings } from "../context.ts";

/** The settings of a test shop. */
export const TEST_SETTINGS: ApiSettings = {
  publicOrigin: "https://shop.example.com",
  holdSeconds: 900,
  realtimeUrl: "",
  embedded: true,
  paymentProviders: ["sandbox"],
};

/** The procedures' dependencies with a database: no provider, no limits, no list of countries. */
export function testApiDeps(db: Db, settings: Partial<ApiSettings> = {}): ApiDeps {
  return {
    ...testDeps(db),
    gateways: new Map(),
    limiter: { count: async () => undefined },
    settings: { ...TEST_SETTINGS, ...settings },
    webhooks: { keys: ["a-secret-of-at-least-32-bytes-long"], allowPrivate: false },
    accounts: {
      lockout: { threshold: 5, lockSeconds: 900 },
      secrets: ["a-secret-of-at-least-32-bytes-long"],
      locateAddress: () => null,
      signSession: async ({ sessionId }) => `access token of ${sessionId}`,
    },
  };
}

/** A request's context. A guest without a cookie gets one when a procedure asks; `madeGuests` counts how often. */
export function testContext(
  deps: ApiDeps,
  request: { readonly actor: Actor; readonly csrf?: ApiContext["csrf"] },
): ApiContext & { readonly madeGuests: () => number } {
  let made = 0;
  return {
    deps,
    actor: request.actor,
    requestId: "test",
    traceparent: null,
    address: "127.0.0.1",
    userAgent: "test",
    csrf: request.csrf ?? "valid",
    cookies: {
      ensureGuest() {
        if (request.actor.kind === "guest" && request.actor.guestHash) return request.actor.guestHash;
        made += 1;
        return randomBytes(32);
      },
      clearSession: () => undefined,
      setSession: () => undefined,
    },
    madeGuests: () => made,
  };
}
