import { randomUUID } from "node:crypto";
import type { APIRequestContext } from "@playwright/test";
import { ShopApi } from "./shop-api.ts";
import type { ShopProduct } from "./shopper.ts";

/** Neither among the cheapest, which other journeys buy, nor among the dearest, which those of the back office edit. */
const PRICE_MINOR = 4_550;

/** Creates a product of one variant, on sale. The request is that of a browser in which staff are logged in. */
export async function createProduct(staff: APIRequestContext, units: number): Promise<ShopProduct> {
  const title = `Walnut tray ${randomUUID().slice(0, 8)}`;
  const api = new ShopApi(staff);
  const { id, slug } = await api.mutate<{ id: string; slug: string }>("admin.products.create", {
    title,
    status: "active",
    variants: [{ priceMinor: PRICE_MINOR, onHand: units }],
  });
  return { id, slug, title, priceMinor: PRICE_MINOR };
}
