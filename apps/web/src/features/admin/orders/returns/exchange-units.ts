import type { StaffOrder, StaffReturn } from "../staff-order.ts";

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

/** Units of a line for which others were sent in exchange, by one return or several. */
export function exchangedUnits(returns: readonly StaffReturn[], lineId: string): number {
  const lines = returns.flatMap(({ exchanges }) =>
    exchanges.flatMap(({ isCancelled, lines: sent }) => (isCancelled ? [] : sent)),
  );
  return sum(lines.flatMap((line) => (line.lineId === lineId ? [line.quantity] : [])));
}

/** Whether anything of a return may be left to exchange. The preview says exactly what. */
export function canExchange(order: StaffOrder, request: StaffReturn): boolean {
  if (request.state === "refused") return false;
  return request.lines.some(({ lineId, quantity, received }) => {
    const line = order.lines.find(({ id }) => id === lineId);
    if (!line) return false;
    const left = line.quantity - line.refundedQuantity - exchangedUnits(order.returns, lineId);
    const here = (request.state === "received" ? received : quantity) - exchangedUnits([request], lineId);
    return Math.min(left, here) > 0;
  });
}

/** How many of the units that come now are refunded: those of a return that were exchanged count as the last to come. */
export function refundableUnits(request: StaffReturn, lineId: string, coming: number): number {
  const line = request.lines.find((each) => each.lineId === lineId);
  if (!line) return 0;
  const kept = line.quantity - exchangedUnits([request], lineId);
  return Math.max(0, Math.min(coming, kept - Math.min(line.received, kept)));
}
