import {
  CategoryNode,
  ListProducts,
  Product,
  ProductCard,
  ProductPage,
  StockResponse,
  StockRequest,
} from "@cartwright/contracts/catalog";
import { Slug } from "@cartwright/contracts/product-status";
import { getProduct } from "@cartwright/core/catalog/get-product";
import { listCategories } from "@cartwright/core/catalog/list-categories";
import { listFeatured } from "@cartwright/core/catalog/list-featured";
import { listProducts } from "@cartwright/core/catalog/list-products";
import { readProductStock } from "@cartwright/core/inventory/read-availability";
import { metrics } from "@cartwright/observability/metrics";
import { z } from "zod";
import type { ApiContext } from "../context.ts";
import { NoInput, publicQuery, router } from "../trpc.ts";

/** Counts the products in a response. */
function handingOut<Response>(response: Response, count: number): Response {
  metrics.productsRetrieved.inc(count);
  return response;
}

const dbOf = ({ deps }: Pick<ApiContext, "deps">) => deps.catalogDb ?? deps.db;

/** The public catalogue. */
export const catalogRouter = router({
  list: publicQuery()
    .input(ListProducts.prefault({}))
    .output(ProductPage)
    .query(async ({ ctx, input }) => {
      const page = await listProducts(dbOf(ctx), input);
      return handingOut(page, page.items.length);
    }),

  product: publicQuery()
    .input(z.strictObject({ slug: Slug }))
    .output(Product)
    .query(async ({ ctx, input }) => handingOut(await getProduct(dbOf(ctx), input.slug), 1)),

  categories: publicQuery()
    .input(NoInput)
    .output(z.array(CategoryNode))
    .query(({ ctx }) => listCategories(dbOf(ctx))),

  featured: publicQuery()
    .input(NoInput)
    .output(z.array(ProductCard))
    .query(async ({ ctx }) => {
      const cards = await listFeatured(dbOf(ctx));
      return handingOut(cards, cards.length);
    }),

  /** Live stock, for the islands of cached pages. */
  stock: publicQuery()
    .input(StockRequest)
    .output(StockResponse)
    .query(({ ctx, input }) => readProductStock(dbOf(ctx), input.productIds)),
});
