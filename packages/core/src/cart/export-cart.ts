import type { CartRecord } from "@cartwright/contracts/cart";
import type { Actor } from "../kernel/actor.ts";
import type { Deps } from "../kernel/deps.ts";
import { getCart } from "./get-cart.ts";

/** The contents of the actor's cart, for their data export. */
export async function exportCart(deps: Pick<Deps, "db">, actor: Actor): Promise<CartRecord[]> {
  const { lines } = await getCart(deps, actor);
  return lines.map(({ title, variantTitle, sku, quantity }) => ({ title, variantTitle, sku, quantity }));
}
