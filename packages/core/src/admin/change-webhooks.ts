import type {
  CreateWebhook,
  RemoveWebhook,
  ReplayWebhooks,
  UpdateWebhook,
  WebhookEndpoint,
  WebhookWithSecret,
} from "@cartwright/contracts/webhooks";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { appendAudit } from "../kernel/append-audit.ts";
import type { Deps } from "../kernel/deps.ts";
import {
  changeEndpoint,
  createEndpoint,
  type EndpointChange,
  removeEndpoint,
  rotateSecret,
} from "../webhooks/change-endpoints.ts";
import type { TargetRules } from "../webhooks/check-target.ts";
import { getEndpoint } from "../webhooks/list-endpoints.ts";
import { replayDeliveries, sendTestEvent } from "../webhooks/send-again.ts";
import { auditOf, type PlainStaffAct } from "./staff-act.ts";

export interface WebhookDeps extends Pick<Deps, "db"> {
  readonly webhooks: TargetRules & { readonly keys: readonly string[] };
}

/** Never the secret: the audit log keeps what was chosen. */
function record(
  tx: Tx,
  action: string,
  { change, act }: { readonly change: EndpointChange; readonly act: PlainStaffAct },
) {
  const { id, before, after } = change;
  return appendAudit(tx, {
    ...auditOf(act),
    action,
    subject: { kind: "webhook", id },
    ...(before ? { before } : {}),
    ...(after ? { after } : {}),
  });
}

/** Adds an endpoint; the response has its secret. Errors are those of {@link createEndpoint}. */
export function createWebhook(deps: WebhookDeps, input: CreateWebhook, act: PlainStaffAct): Promise<WebhookWithSecret> {
  return inTransaction(deps.db, async (tx) => {
    const { secret, ...change } = await createEndpoint(tx, input, deps.webhooks);
    await record(tx, "webhooks.create", { change, act });
    return { endpoint: await getEndpoint(tx, change.id), secret };
  });
}

/** Errors are those of {@link changeEndpoint}. */
export function updateWebhook(deps: WebhookDeps, input: UpdateWebhook, act: PlainStaffAct): Promise<WebhookEndpoint> {
  return inTransaction(deps.db, async (tx) => {
    await record(tx, "webhooks.update", { change: await changeEndpoint(tx, input, deps.webhooks), act });
    return getEndpoint(tx, input.endpointId);
  });
}

/** Errors are those of {@link removeEndpoint}. */
export function removeWebhook(deps: WebhookDeps, input: RemoveWebhook, act: PlainStaffAct): Promise<void> {
  return inTransaction(deps.db, async (tx) =>
    record(tx, "webhooks.remove", { change: await removeEndpoint(tx, input), act }),
  );
}

/** The response has the new secret. Errors are those of {@link rotateSecret}. */
export function rotateWebhook(deps: WebhookDeps, input: RemoveWebhook, act: PlainStaffAct): Promise<WebhookWithSecret> {
  return inTransaction(deps.db, async (tx) => {
    const { secret, ...change } = await rotateSecret(tx, input, deps.webhooks.keys);
    await record(tx, "webhooks.rotate", { change, act });
    return { endpoint: await getEndpoint(tx, input.endpointId), secret };
  });
}

/** Returns the delivery. Errors are those of {@link sendTestEvent}. */
export function testWebhook(deps: Pick<Deps, "db">, endpointId: string, act: PlainStaffAct): Promise<string> {
  return inTransaction(deps.db, async (tx) => {
    const deliveryId = await sendTestEvent(tx, endpointId);
    await record(tx, "webhooks.test", { change: { id: endpointId, after: { deliveryId } }, act });
    return deliveryId;
  });
}

/** Each delivery that is sent again has its own entry in the audit log. Returns how many. Throws `not_found`. */
export function replayWebhooks(deps: Pick<Deps, "db">, input: ReplayWebhooks, act: PlainStaffAct): Promise<number> {
  return inTransaction(deps.db, async (tx) => {
    const replayed = await replayDeliveries(tx, input);
    for (const id of replayed) {
      await appendAudit(tx, { ...auditOf(act), action: "webhooks.replay", subject: { kind: "webhook_delivery", id } });
    }
    return replayed.length;
  });
}
