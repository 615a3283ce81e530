"use client";

import type { AppRouter } from "@cartwright/api/root";
import type { Product } from "@cartwright/contracts/catalog";
import type { inferRouterOutputs } from "@trpc/server";
import { useEffect } from "react";
import { api } from "../../../trpc/react.tsx";
import { useRealtime } from "../../realtime/realtime-provider.tsx";

/** A product as it comes over the wire. */
type ProductResponse = inferRouterOutputs<AppRouter>["catalog"]["product"];

/**
 * A live product. It starts with what the cached page was rendered with; the current stock is read once. Socket events
 * patch the query cache, and after a gap both queries are read again. Components read only the cache.
 */
export function useLiveProduct(served: Product): Product {
  const { id, slug } = served;
  const realtime = useRealtime();
  const utils = api.useUtils();
  const stock = api.catalog.stock.useQuery({ productIds: [id] }, { staleTime: 0 });
  const { data: product } = api.catalog.product.useQuery({ slug }, { initialData: served, staleTime: Infinity });

  useEffect(
    () =>
      realtime.watchProduct(id, {
        onStock: (change) =>
          utils.catalog.stock.setData({ productIds: [id] }, (known) => [
            ...(known ?? []).filter((each) => each.variantId !== change.variantId),
            change,
          ]),
        onPrice: ({ variantId, priceMinor }) =>
          utils.catalog.product.setData({ slug }, (known) => known && withPrice(known, variantId, priceMinor)),
        onStale: () => {
          void utils.catalog.stock.invalidate({ productIds: [id] });
          void utils.catalog.product.invalidate({ slug });
        },
      }),
    [realtime, utils, id, slug],
  );

  const live = new Map(
    (stock.data ?? []).map(({ variantId, available, backorder }) => [variantId, { available, backorder }]),
  );
  return {
    ...product,
    variants: product.variants.map((variant) => Object.assign({}, variant, live.get(variant.id))),
  };
}

function withPrice(product: ProductResponse, variantId: string, priceMinor: number): ProductResponse {
  return {
    ...product,
    variants: product.variants.map((variant) =>
      variant.id === variantId ? Object.assign({}, variant, { priceMinor }) : variant,
    ),
  };
}
