import type { Cart, SetLine } from "@cartwright/contracts/cart";
import { sumMinor, timesMinor } from "@cartwright/contracts/amounts";
import type { z } from "zod";

/** The cart after a change, for lines that are in it already. A new line waits for the server, which knows its price. */
export function withQuantity(cart: Cart, { variantId, quantity }: z.input<typeof SetLine>): Cart {
  const lines = cart.lines
    .filter((line) => line.variantId !== variantId || quantity > 0)
    .map((line) =>
      line.variantId === variantId
        ? Object.assign({}, line, { quantity, totalMinor: timesMinor(line.unitPriceMinor, quantity) })
        : line,
    );
  return {
    ...cart,
    lines,
    subtotalMinor: sumMinor(lines.map((line) => line.totalMinor)),
    problems: cart.problems.filter((problem) => problem.variantId !== variantId || quantity > 0),
  };
}
