import {
  type CreateWebhook,
  type RemoveWebhook,
  type UpdateWebhook,
  WEBHOOK_ENDPOINTS_MAX,
  WEBHOOK_OVERLAP_HOURS,
} from "@cartwright/contracts/webhooks";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../kernel/app-error.ts";
import { newId } from "../kernel/ids.ts";
import { fieldError } from "../kernel/field-error.ts";
import { checkTarget, type TargetRules } from "./check-target.ts";
import {
  insertEndpoint,
  lockEndpoint,
  lockEndpointCount,
  markRemoved,
  replaceSecret,
  updateEndpoint,
} from "./endpoints.sql.ts";
import { newWebhookSecret, sealWebhookSecret } from "./webhook-secret.ts";

/** What staff chose before a change and after it, for the audit log. */
export interface EndpointChange {
  readonly id: string;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
}

const shown = ({ url, description, events, enabled }: CreateWebhook) => ({ url, description, events, enabled });

function refuseTarget(url: string, rules: TargetRules): void {
  const problem = checkTarget(url, rules);
  if (problem === null) return;
  throw fieldError("url", getTranslations("fieldProblems")(`webhook.${problem}`));
}

async function lockAt(tx: Tx, { endpointId, version }: RemoveWebhook) {
  const endpoint = await lockEndpoint(tx, endpointId);
  if (!endpoint) throw new AppError("not_found");
  if (endpoint.version !== version) throw new AppError("stale_write");
  const { url, description, events, state } = endpoint;
  return shown({ url, description, events, enabled: state === "enabled" });
}

/** Adds an endpoint. Returns its secret, which cannot be read again. Throws `invalid_input`. */
export async function createEndpoint(
  tx: Tx,
  values: CreateWebhook,
  { keys, ...rules }: TargetRules & { readonly keys: readonly string[] },
): Promise<EndpointChange & { readonly secret: string }> {
  refuseTarget(values.url, rules);
  if ((await lockEndpointCount(tx)) >= WEBHOOK_ENDPOINTS_MAX) {
    const message = getTranslations("errorDetails")("webhooksMax", { max: WEBHOOK_ENDPOINTS_MAX });
    throw new AppError("invalid_input", { message });
  }
  const id = newId();
  const secret = newWebhookSecret();
  await insertEndpoint(tx, { ...shown(values), id, secret: sealWebhookSecret(keys, id, secret) });
  return { id, secret, after: shown(values) };
}

/** Changes an endpoint. Throws `not_found`, `stale_write` and `invalid_input`. */
export async function changeEndpoint(tx: Tx, input: UpdateWebhook, rules: TargetRules): Promise<EndpointChange> {
  refuseTarget(input.url, rules);
  const before = await lockAt(tx, input);
  const after = shown(input);
  await updateEndpoint(tx, input.endpointId, after);
  return { id: input.endpointId, before, after };
}

/** Removes an endpoint. Nothing more is sent to it. Throws `not_found` and `stale_write`. */
export async function removeEndpoint(tx: Tx, input: RemoveWebhook): Promise<EndpointChange> {
  const before = await lockAt(tx, input);
  await markRemoved(tx, input.endpointId);
  return { id: input.endpointId, before };
}

/** Gives an endpoint a new secret; the one before signs beside it for a day. Throws `not_found` and `stale_write`. */
export async function rotateSecret(
  tx: Tx,
  input: RemoveWebhook,
  keys: readonly string[],
): Promise<EndpointChange & { readonly secret: string }> {
  await lockAt(tx, input);
  const secret = newWebhookSecret();
  const sealed = sealWebhookSecret(keys, input.endpointId, secret);
  await replaceSecret(tx, input.endpointId, { secret: sealed, hours: WEBHOOK_OVERLAP_HOURS });
  return { id: input.endpointId, secret, after: { overlapHours: WEBHOOK_OVERLAP_HOURS } };
}
