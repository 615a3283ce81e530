import type { OrderNumber, SagaId } from "@cartwright/contracts/ids";
import type { SagaActs } from "@cartwright/contracts/saga-acts";
import type { Db } from "@cartwright/db/client";
import type { Deps } from "../kernel/deps.ts";
import type { MailSite } from "../notifications/order-mails.ts";
import { compensateNow, previewSagaActs, skipStep } from "../saga/flows/act-on-saga.ts";
import { changeWithAudit } from "./change-order.ts";
import { requireOrder } from "./require-order.ts";
import type { StaffAct } from "./staff-act.ts";

interface SagaOfOrder {
  readonly number: OrderNumber;
  readonly sagaId: SagaId;
}

/** What skipping and compensating would do to a saga as it is now. Throws `not_found`. */
export async function previewSagaActsAsStaff(db: Db, { number, sagaId }: SagaOfOrder): Promise<SagaActs> {
  return previewSagaActs(db, (await requireOrder(db, number)).id, sagaId);
}

/** Skips the failing step of a saga, audited. Throws as {@link skipStep}. */
export async function skipStepAsStaff(
  deps: Deps & { readonly settings: MailSite },
  { number, sagaId, step }: SagaOfOrder & { readonly step: string },
  act: StaffAct,
): Promise<void> {
  const orderId = (await requireOrder(deps.db, number)).id;
  await changeWithAudit(deps, act, async (tx) => {
    const acted = await skipStep(tx, { site: deps.settings }, { orderId, sagaId, step, reason: act.reason });
    const subject = { kind: "saga", id: sagaId };
    return { result: null, note: acted ? { action: "sagas.skip", subject, after: { order: number, step } } : null };
  });
}

/** Makes a saga undo what it has done, audited. Throws as {@link compensateNow}. */
export async function compensateSagaAsStaff(deps: Deps, { number, sagaId }: SagaOfOrder, act: StaffAct): Promise<void> {
  const orderId = (await requireOrder(deps.db, number)).id;
  await changeWithAudit(deps, act, async (tx) => {
    const acted = await compensateNow(tx, { orderId, sagaId, reason: act.reason });
    const subject = { kind: "saga", id: sagaId };
    return { result: null, note: acted ? { action: "sagas.compensate", subject, after: { order: number } } : null };
  });
}
