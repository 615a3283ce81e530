import {
  CategoryNode,
  ListProducts,
  Product,
  ProductCard,
  ProductPage,
  Slug,
  StockAnswer,
  StockRequest,
} from "@cartwright/contracts/catalog";
import { getProduct } from "@cartwright/core/catalog/get-product";
import { listCategories } from "@cartwright/core/catalog/list-categories";
import { listFeatured } from "@cartwright/core/catalog/list-featured";
import { listProducts } from "@cartwright/core/catalog/list-products";
import { readProductStock } from "@cartwright/core/inventory/read-availability";
import { z } from "zod";
import { publicQuery, router } from "../trpc.ts";

/** What anybody may read of the shop's products. */
export const catalogRouter = router({
  list: publicQuery()
    .input(ListProducts)
    .output(ProductPage)
    .query(({ ctx, input }) => listProducts(ctx.deps.db, input)),

  product: publicQuery()
    .input(z.strictObject({ slug: Slug }))
    .output(Product)
    .query(({ ctx, input }) => getProduct(ctx.deps.db, input.slug)),

  categories: publicQuery()
    .output(z.array(CategoryNode))
    .query(({ ctx }) => listCategories(ctx.deps.db)),

  featured: publicQuery()
    .output(z.array(ProductCard))
    .query(({ ctx }) => listFeatured(ctx.deps.db)),

  /** Live stock, for the islands of cached pages. */
  stock: publicQuery()
    .input(StockRequest)
    .output(StockAnswer)
    .query(({ ctx, input }) => readProductStock(ctx.deps.db, input.productIds)),
});
