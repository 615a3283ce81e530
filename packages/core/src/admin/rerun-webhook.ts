import { RERUN_ACTS, type RerunEffect } from "@cartwright/contracts/inbound-webhooks";
import { inTransaction } from "@cartwright/db/transaction";
import { appendAudit } from "../kernel/append-audit.ts";
import type { Deps } from "../kernel/deps.ts";
import { prepareRerun, type RerunDeps } from "../payments/rerun-webhook.ts";
import { auditOf, type StaffAct } from "./staff-act.ts";

/**
 * Runs a provider's webhook again, audited. However often and by however many people, it acts once. Throws `not_found`,
 * `payment_provider_unknown`, `payment_timeout` or `payment_unavailable`.
 */
export async function rerunWebhookAsStaff(
  deps: RerunDeps & Pick<Deps, "nudgeRelay">,
  { provider, eventId }: { readonly provider: string; readonly eventId: string },
  act: StaffAct,
): Promise<RerunEffect> {
  const prepared = await prepareRerun(deps, { provider, eventId });
  const { effect } = await inTransaction(deps.db, async (tx) => {
    const plan = await prepared.run(tx);
    await appendAudit(tx, {
      ...auditOf(act),
      action: "payments.rerun_webhook",
      subject: { kind: "webhook_event", id: `${provider}/${eventId}` },
      after: { effect: plan.effect, ...(plan.to === null ? {} : { state: plan.to }) },
      ...(plan.from === null ? {} : { before: { state: plan.from } }),
    });
    return plan;
  });
  if (RERUN_ACTS.has(effect)) deps.nudgeRelay();
  return effect;
}
