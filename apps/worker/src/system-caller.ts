import { randomUUID } from "node:crypto";
import type { ApiDeps } from "@cartwright/api/context";
import { createCaller } from "@cartwright/api/root";
import { SYSTEM } from "@cartwright/core/kernel/actor";

const refuse = (): never => {
  throw new Error("a job has no browser");
};

/** The shop's procedures, called as the system, with the same checks, limits and error mapping as over HTTP. */
export type SystemCaller = (
  deliveries: readonly { readonly traceparent: string | null }[],
) => ReturnType<typeof createCaller>;

export function createSystemCaller(deps: ApiDeps): SystemCaller {
  return (deliveries) =>
    createCaller({
      deps,
      actor: SYSTEM,
      requestId: randomUUID(),
      // A job's messages may belong to several traces. Each continues in its own outbox row; the call shows the first.
      traceparent: deliveries[0]?.traceparent ?? null,
      address: "worker",
      userAgent: "worker",
      csrf: "exempt",
      cookies: { ensureGuest: refuse, clearSession: refuse, setSession: refuse },
    });
}
