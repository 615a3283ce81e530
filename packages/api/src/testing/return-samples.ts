import { previewExchange } from "@cartwright/core/admin/exchange-return";
import { newId } from "@cartwright/core/kernel/ids";
import { createOrder, createProduct, newGuest } from "@cartwright/core/testing/fixtures";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";
import { createCaller } from "../root.ts";
import type { Sample } from "./order-desk-samples.ts";
import { testApiDeps, testContext } from "./test-context.ts";

const asked = async (db: Db): Promise<{ returnId: string }> => {
  const guest = newGuest();
  const { number } = await createOrder(db, guest, { status: "delivered" });
  const shopper = createCaller(testContext(testApiDeps(db), { actor: guest }));
  return shopper.orders.requestReturn({ number, lines: [{ lineId: "1", quantity: 1 }] });
};
const noReturn = () => ({ returnId: newId() });

/** Inputs of the mutations on returns, for the test that every mutation is audited. */
export const RETURN_SAMPLES: Readonly<Record<string, Sample>> = {
  "admin.returns.approve": { input: asked, refused: noReturn },
  "admin.returns.decline": { input: asked, refused: noReturn },
  "admin.returns.exchange": {
    async input(db) {
      const { returnId } = await asked(db);
      const { id: productId, variants } = await createProduct(db, { variants: [{}, {}] });
      const variantIds = variants.map(({ id }) => id);
      await sql`update orders.order_lines as line set variant_id = ${variantIds[0]}, product_id = ${productId}
        from orders.returns as request where request.id = ${returnId} and line.order_id = request.order_id`.execute(db);
      const { version } = await previewExchange(db, { returnId, lines: [] });
      const lines = [{ lineId: "1", quantity: 1, variantId: variantIds[1] }];
      return { returnId, lines, version, idempotencyKey: newId() };
    },
    refused: noReturn,
  },
  "admin.returns.receive": { input: asked, refused: noReturn },
};
