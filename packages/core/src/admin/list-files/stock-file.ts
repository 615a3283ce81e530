import { AdminListStock } from "@cartwright/contracts/admin-products";
import { isOnlyVariant } from "@cartwright/contracts/only-variant";
import { listStockForStaff } from "../list-stock.ts";
import { createRowFile } from "./list-file.ts";

export const stockFile = createRowFile({
  permission: "inventory:read",
  filter: AdminListStock.omit({ cursor: true, limit: true }),
  readPage: listStockForStaff,
  columns: {
    SKU: (row) => row.sku,
    product: (row) => row.productTitle,
    variant: (row) => (isOnlyVariant(row.variantTitle) ? "" : row.variantTitle),
    "on hand": (row) => row.onHand,
    reserved: (row) => row.reserved,
    available: (row) => row.available,
    "low at": (row) => row.lowAt,
    policy: (row) => row.policy,
    oversold: (row) => row.oversold,
  },
});
