import type { OrderNumber, SagaId } from "@cartwright/contracts/ids";
import { appendAudit } from "../kernel/append-audit.ts";
import type { Deps } from "../kernel/deps.ts";
import { resumeSaga } from "../saga/engine/resume-saga.ts";
import { SAGAS } from "../saga/flows/definitions.ts";
import { requireOrder } from "./require-order.ts";
import { auditOf, type StaffAct } from "./staff-act.ts";

/** Resumes a stuck saga of an order and audits it. Throws `not_found` and `illegal_transition`. */
export async function resumeSagaAsStaff(
  deps: Deps,
  saga: { readonly number: OrderNumber; readonly sagaId: SagaId },
  act: StaffAct,
): Promise<void> {
  const order = await requireOrder(deps.db, saga.number);
  await resumeSaga(deps, SAGAS, {
    orderId: order.id,
    sagaId: saga.sagaId,
    also: (tx) =>
      appendAudit(tx, {
        ...auditOf(act),
        action: "sagas.resume",
        subject: { kind: "saga", id: saga.sagaId },
        after: { order: saga.number },
      }),
  });
}
