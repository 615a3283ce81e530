import type { AdminRepair, RepairPreview, RepairResult } from "@cartwright/contracts/books";
import { Currency, SHOP_CURRENCY } from "@cartwright/contracts/money";
import type { Db } from "@cartwright/db/client";
import { appendAudit } from "../../kernel/append-audit.ts";
import type { Deps } from "../../kernel/deps.ts";
import type { PaymentGateways } from "../../kernel/payment-gateway.ts";
import { isFindingOpen, type OneFinding } from "../../payments/reconciliation-state.ts";
import { readRepair } from "../../saga/flows/repair/read-repair.ts";
import { repairFinding } from "../../saga/flows/repair/repair-finding.ts";
import { auditOf, type StaffAct } from "../staff-act.ts";
import { recheckOrders } from "./reconcile-now.ts";

/** How long the provider has to say whether the books agree after a repair. */
const RECHECK_MS = 5_000;

/** What repairing a finding would do, in money. Asks the provider. Throws as {@link readRepair}. */
export async function previewRepair(
  deps: { readonly db: Db; readonly gateways: PaymentGateways },
  found: OneFinding,
): Promise<RepairPreview> {
  const { facts, plan } = await readRepair(deps, found);
  const { payment, order } = facts;
  return {
    effect: plan.effect,
    amountMinor: plan.amountMinor,
    currency: payment?.currency ?? Currency.catch(SHOP_CURRENCY).parse(order?.currency),
    provider: payment?.provider ?? null,
    byHand: plan.byHand,
  };
}

/** Repairs a finding as previewed, audited, and compares the order again. Throws as {@link repairFinding}. */
export async function repairFindingAsStaff(
  deps: Deps & { readonly gateways: PaymentGateways },
  { orderId, finding, effect, amountMinor }: AdminRepair,
  act: StaffAct,
): Promise<RepairResult> {
  const acted = await repairFinding(deps, {
    orderId,
    finding,
    effect,
    amountMinor,
    reason: act.reason,
    also: (tx, orderNumber) =>
      appendAudit(tx, {
        ...auditOf(act),
        action: "payments.repair",
        subject: { kind: "order", id: orderNumber },
        after: { finding, effect, amountMinor },
      }),
  });
  await recheckOrders(deps, [orderId], AbortSignal.timeout(RECHECK_MS));
  return { acted, isResolved: !(await isFindingOpen(deps.db, { orderId, finding })) };
}
