import type { OrderNumber } from "@cartwright/contracts/ids";
import { approveReturn, declineReturn } from "../fulfillment/decide-return.ts";
import type { LockedReturn } from "../fulfillment/lock-return.ts";
import type { Deps } from "../kernel/deps.ts";
import type { MailSite } from "../notifications/order-mails.ts";
import { changeWithAudit } from "./change-order.ts";
import type { PlainStaffAct } from "./staff-act.ts";

/** A decision, and the shop whose links its mail carries. */
interface Decision {
  readonly site: MailSite;
  readonly returnId: string;
  readonly note: string;
}

const noteOf = (action: string, { order, request }: LockedReturn, note: string) => ({
  result: order.number,
  note: {
    action,
    subject: { kind: "order", id: order.number },
    before: { state: request.state },
    after: { returnId: request.id, note },
  },
});

/** Approves a return, audited. Returns the order's number, as declining does. */
export async function approveReturnAsStaff(
  deps: Deps,
  { site, returnId: id, note }: Decision,
  act: PlainStaffAct,
): Promise<OrderNumber> {
  return changeWithAudit(deps, act, async (tx) =>
    noteOf("returns.approve", await approveReturn(tx, site, { id, note }), note),
  );
}

/** Declines a return, audited. */
export async function declineReturnAsStaff(
  deps: Deps,
  { site, returnId: id, note }: Decision,
  act: PlainStaffAct,
): Promise<OrderNumber> {
  return changeWithAudit(deps, act, async (tx) =>
    noteOf("returns.decline", await declineReturn(tx, site, { id, note }), note),
  );
}
