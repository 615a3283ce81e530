import { WEBHOOK_WAITING_MAX, type WebhookEndpoint, type WebhookHealth } from "@cartwright/contracts/webhooks";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { AppError } from "../kernel/app-error.ts";
import { type EndpointRow, selectEndpoint, selectEndpoints } from "./endpoints.sql.ts";

function healthOf({ state, failingSince, lastSuccessAt }: EndpointRow): WebhookHealth {
  if (state !== "enabled") return state;
  if (failingSince !== null) return "failing";
  return lastSuccessAt === null ? "new" : "healthy";
}

function show(row: EndpointRow): WebhookEndpoint {
  const { state, failingSince, lastSuccessAt, lastFailureAt, oldSecretUntil, createdAt, ...rest } = row;
  return {
    ...rest,
    enabled: state === "enabled",
    health: healthOf(row),
    failingSince: failingSince?.toISOString() ?? null,
    lastSuccessAt: lastSuccessAt?.toISOString() ?? null,
    lastFailureAt: lastFailureAt?.toISOString() ?? null,
    oldSecretUntil: oldSecretUntil?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}

/** All endpoints, oldest first: twenty at most. */
export async function listEndpoints(db: Db | Tx): Promise<WebhookEndpoint[]> {
  return (await selectEndpoints(db, WEBHOOK_WAITING_MAX)).map(show);
}

/** One endpoint. Throws `not_found`. */
export async function getEndpoint(db: Db | Tx, id: string): Promise<WebhookEndpoint> {
  const row = await selectEndpoint(db, id, WEBHOOK_WAITING_MAX);
  if (!row) throw new AppError("not_found");
  return show(row);
}
