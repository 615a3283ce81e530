import {
  CategoryNode,
  ListProducts,
  MovedProduct,
  Product,
  ProductCard,
  ProductPage,
  StockResponse,
  StockRequest,
  Suggestions,
  SuggestSearch,
} from "@cartwright/contracts/catalog";
import { MovedCategory } from "@cartwright/contracts/categories";
import { Collection, CollectionLink } from "@cartwright/contracts/collections";
import { Slug } from "@cartwright/contracts/product-status";
import { findMovedCategory } from "@cartwright/core/catalog/categories/find-moved-category";
import { getCollection, listNavigation } from "@cartwright/core/catalog/collections/get-collection";
import { getProduct } from "@cartwright/core/catalog/get-product";
import { listCategories } from "@cartwright/core/catalog/list-categories";
import { listFeatured } from "@cartwright/core/catalog/list-featured";
import { listProducts } from "@cartwright/core/catalog/list-products";
import { findMoved } from "@cartwright/core/catalog/slugs/find-moved";
import { suggestSearch } from "@cartwright/core/catalog/suggestions/suggest-search";
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

/** What was searched for, on the first page of a search without filters or another order: once each time someone searches. */
function searchOf({ query, ...rest }: ListProducts): string | null {
  const isPlain = Object.entries(rest).every(([name, value]) => name === "limit" || value === undefined);
  return isPlain && query ? query : null;
}

const dbOf = ({ deps }: Pick<ApiContext, "deps">) => deps.catalogDb ?? deps.db;

/** The public catalogue. */
export const catalogRouter = router({
  list: publicQuery()
    .input(ListProducts.prefault({}))
    .output(ProductPage)
    .query(async ({ ctx, input }) => {
      const page = await listProducts(dbOf(ctx), input);
      const searched = searchOf(input);
      if (searched !== null && page.total > 0 && !page.corrected) ctx.deps.countSearch?.(searched);
      return handingOut(page, page.items.length);
    }),

  product: publicQuery()
    .input(z.strictObject({ slug: Slug }))
    .output(Product)
    .query(async ({ ctx, input }) => handingOut(await getProduct(dbOf(ctx), input.slug), 1)),

  /** Where a product is whose slug was changed. Its page answers an old address with a permanent redirect. */
  moved: publicQuery()
    .input(z.strictObject({ slug: Slug }))
    .output(MovedProduct)
    .query(({ ctx, input }) => findMoved(dbOf(ctx), input.slug)),

  /** Suggestions for the search box. */
  suggest: publicQuery()
    .input(SuggestSearch)
    .output(Suggestions)
    .query(async ({ ctx, input }) => {
      const suggestions = await suggestSearch(dbOf(ctx), input.query);
      return handingOut(suggestions, suggestions.products.length);
    }),

  categories: publicQuery()
    .input(NoInput)
    .output(z.array(CategoryNode))
    .query(({ ctx }) => listCategories(dbOf(ctx))),

  /** Where a category is whose slug was changed. Its page answers an old address with a permanent redirect. */
  movedCategory: publicQuery()
    .input(z.strictObject({ slug: Slug }))
    .output(MovedCategory)
    .query(({ ctx, input }) => findMovedCategory(dbOf(ctx), input.slug)),

  /** A collection's own page. Its products are those of `list` with its slug. */
  collection: publicQuery()
    .input(z.strictObject({ slug: Slug }))
    .output(Collection)
    .query(({ ctx, input }) => getCollection(dbOf(ctx), input.slug)),

  /** The collections in the shop's navigation. */
  collections: publicQuery()
    .input(NoInput)
    .output(z.array(CollectionLink))
    .query(({ ctx }) => listNavigation(dbOf(ctx))),

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
