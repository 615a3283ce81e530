import type { Cart, CartProblem } from "@cartwright/contracts/cart";

/** Problems that block checkout; a changed price only needs to be seen. */
export const blocksCheckout = ({ kind }: CartProblem): boolean => kind !== "price_changed";

/** Problems of items that are no longer in the cart, and so have no line to stand at. */
export const problemsWithoutLine = ({ lines, problems }: Cart): readonly CartProblem[] =>
  problems.filter(({ variantId }) => !lines.some((line) => line.variantId === variantId));
