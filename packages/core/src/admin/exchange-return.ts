import type { AdminExchangeReturn } from "@cartwright/contracts/exchanges";
import type { OrderNumber } from "@cartwright/contracts/ids";
import type { Deps } from "../kernel/deps.ts";
import type { MailSite } from "../notifications/order-mails.ts";
import { exchangeReturn } from "../saga/flows/exchange/exchange-return.ts";
import { changeWithAudit } from "./change-order.ts";
import type { PlainStaffAct } from "./staff-act.ts";

export { previewExchange } from "../saga/flows/exchange/preview-exchange.ts";

/** Exchanges units of a return, audited. Returns both orders' numbers. See `exchangeReturn` for what is refused. */
export async function exchangeReturnAsStaff(
  deps: Deps,
  { site, input }: { readonly site: MailSite; readonly input: AdminExchangeReturn },
  act: PlainStaffAct,
): Promise<{ readonly number: OrderNumber; readonly newNumber: OrderNumber }> {
  return changeWithAudit(deps, act, async (tx) => {
    const { locked, newNumber, amountMinor, repeated } = await exchangeReturn(tx, site, input);
    const { number } = locked.order;
    const note = {
      action: "returns.exchange",
      subject: { kind: "order" as const, id: number },
      before: { state: locked.request.state },
      after: { returnId: input.returnId, newNumber, amountMinor, lines: input.lines },
    };
    return { result: { number, newNumber }, note: repeated ? null : note };
  });
}
