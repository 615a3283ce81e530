import { AdminListProducts } from "@cartwright/contracts/admin-products";
import { readProductHeader, readProductRows } from "../../catalog/product-files/product-rows.ts";
import { listProductsForStaff } from "../list-products.ts";
import { createListFile } from "./list-file.ts";

/** Products in Shopify's format, so that the file can be changed and imported again. */
export const productsFile = createListFile({
  permission: "products:read",
  filter: AdminListProducts.omit({ cursor: true, limit: true }),
  readHeader: readProductHeader,
  readPage: listProductsForStaff,
  toRows: async (items, { db, header }) =>
    readProductRows(
      db,
      items.map(({ id }) => id),
      header,
    ),
});
