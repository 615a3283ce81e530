import type { Db } from "@cartwright/db/client";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { readAdminAddresses } from "../accounts/staff/read-admin-addresses.ts";
import { appendAudit } from "../kernel/append-audit.ts";
import type { Deps } from "../kernel/deps.ts";
import { queueMails } from "../notifications/queue-mail.ts";
import { type ClaimedDelivery, claimDue, settleDelivery } from "./deliveries.sql.ts";
import { markOutcome } from "./endpoints.sql.ts";
import { FAILING_HOURS_MAX, FAILURES_MIN, isAccepted, nextGapMs } from "./retry-plan.ts";
import { sendRequest, type SendOptions, type WebhookAnswer } from "./send-request.ts";
import { openWebhookSecret, signatureHeaders } from "./webhook-secret.ts";

export type { ClaimedDelivery } from "./deliveries.sql.ts";

/** What is sent to one endpoint at once. */
const PER_ENDPOINT = 4;
/** Longer than a request with its records, so that a claim does not end while its holder is at it. */
const LEASE_MS = 60_000;

export interface DeliverDeps extends Pick<Deps, "db" | "logger" | "nudgeRelay" | "failPoints"> {
  readonly webhooks: WebhookSettings;
  readonly publicOrigin: string;
  readonly random: () => number;
}

export interface WebhookSettings extends SendOptions {
  /** What seals the endpoints' secrets: the first seals, all open. */
  readonly keys: readonly string[];
}

/** Claims deliveries that are due, at endpoints that are not busy. */
export const claimDeliveries = (db: Db, busy: readonly string[]): Promise<ClaimedDelivery[]> =>
  claimDue(db, { busy, perEndpoint: PER_ENDPOINT, leaseMs: LEASE_MS });

/**
 * Makes one attempt of a claimed delivery and records it. A process that dies in between leaves a claim that ends, and the
 * delivery is sent again under the same id. Returns whether the endpoint took it.
 */
export async function deliver(deps: DeliverDeps, claimed: ClaimedDelivery): Promise<boolean> {
  await deps.failPoints.pass("webhook.before-send");
  const answer = await attempt(deps, claimed);
  await deps.failPoints.pass("webhook.after-send");
  const accepted = isAccepted(answer.status);
  const retryMs = accepted ? null : nextGapMs(claimed.tries, deps.random);
  const state = accepted ? "delivered" : retryMs === null ? "failed" : "pending";
  const disabled = await inTransaction(deps.db, async (tx) => {
    const row = { deliveryId: claimed.id, number: claimed.attempts, ...answer };
    if (!(await settleDelivery(tx, row, { state, retryMs }))) return false;
    const limits = { failingHours: FAILING_HOURS_MAX, failures: FAILURES_MIN };
    const gaveUp = await markOutcome(tx, claimed.endpointId, { accepted, ...limits });
    if (gaveUp) await reportGivenUp(tx, claimed, deps.publicOrigin);
    return gaveUp;
  });
  if (disabled) {
    deps.logger.warn({ endpointId: claimed.endpointId }, "a webhook endpoint was disabled");
    deps.nudgeRelay();
  }
  return accepted;
}

function attempt(deps: DeliverDeps, claimed: ClaimedDelivery): Promise<WebhookAnswer> {
  const { endpointId, eventId, payload: body, url, now } = claimed;
  const sealed = [claimed.secret, ...(claimed.oldSecret === null ? [] : [claimed.oldSecret])];
  const secrets = sealed.flatMap((secret) => openWebhookSecret(deps.webhooks.keys, endpointId, secret) ?? []);
  if (secrets.length === 0) {
    deps.logger.error({ endpointId }, "the secret of a webhook endpoint was sealed with a key that is not here");
    return Promise.resolve({ status: null, error: "no_secret", durationMs: 0, answer: "" });
  }
  const headers = {
    "content-type": "application/json",
    "user-agent": "Cartwright-Webhooks/1",
    ...signatureHeaders(secrets, { id: eventId, at: now, body }),
  };
  return sendRequest({ url, headers, body }, deps.webhooks);
}

/** Tells the admins, once for each time that it is disabled. */
async function reportGivenUp(tx: Tx, { endpointId, url, id }: ClaimedDelivery, publicOrigin: string): Promise<void> {
  await appendAudit(tx, {
    actor: { kind: "system" },
    action: "webhooks.disable",
    subject: { kind: "webhook", id: endpointId },
    after: { state: "failed" },
  });
  const admins = await readAdminAddresses(tx);
  await queueMails(
    tx,
    admins.map(({ email: to, firstName }) => ({
      template: "webhook_disabled",
      to,
      firstName,
      endpointUrl: url,
      days: FAILING_HOURS_MAX / 24,
      link: `${publicOrigin}/admin/webhooks/${endpointId}`,
      dedupeKey: `webhook_disabled ${endpointId} ${id} ${to}`,
    })),
  );
}
