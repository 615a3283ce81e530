import { randomUUID } from "node:crypto";
import type { ShopApi } from "./shop-api.ts";

/** Saves a draft order of one item without an address. The browser of the API must be that of staff. Returns its id. */
export async function createDraft(api: ShopApi): Promise<string> {
  const { items } = await api.query<{ items: { variantId: string }[] }>("admin.inventory.list", { limit: 1 });
  const draftId = randomUUID();
  const lines = items.map(({ variantId }) => ({ variantId, quantity: 1 }));
  await api.mutate("admin.drafts.save", { draftId, email: "kim@example.com", lines });
  return draftId;
}
