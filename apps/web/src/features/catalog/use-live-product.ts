"use client";

import type { Product } from "@cartwright/contracts/catalog";
import { useEffect, useState } from "react";
import { api } from "../../trpc/react.tsx";
import { useRealtime } from "../realtime/realtime-provider.tsx";

/**
 * A product as the cached page has it, kept up to date: the stock of now is read once, then stock and prices follow the
 * socket. After a gap both are read again.
 */
export function useLiveProduct(product: Product): Product {
  const { id, slug } = product;
  const realtime = useRealtime();
  const utils = api.useUtils();
  const stock = api.catalog.stock.useQuery({ productIds: [id] }, { staleTime: 0 });
  const [prices, setPrices] = useState<ReadonlyMap<string, number>>(new Map());

  useEffect(() => {
    async function readPrices(): Promise<void> {
      const now = await utils.catalog.product.fetch({ slug }, { staleTime: 0 }).catch(() => null);
      // No answer, or no longer on sale: the quote has the last word either way.
      if (now) setPrices(new Map(now.variants.map((variant) => [variant.id, variant.priceMinor])));
    }
    return realtime.watchProduct(id, {
      onStock: (change) =>
        utils.catalog.stock.setData({ productIds: [id] }, (known) => [
          ...(known ?? []).filter((each) => each.variantId !== change.variantId),
          change,
        ]),
      onPrice: (change) => setPrices((known) => new Map(known).set(change.variantId, change.priceMinor)),
      onStale: () => {
        void utils.catalog.stock.invalidate({ productIds: [id] });
        void readPrices();
      },
    });
  }, [realtime, utils, id, slug]);

  const available = new Map((stock.data ?? []).map((each) => [each.variantId, each.available]));
  return {
    ...product,
    variants: product.variants.map((variant) =>
      Object.assign({}, variant, {
        available: available.get(variant.id) ?? variant.available,
        priceMinor: prices.get(variant.id) ?? variant.priceMinor,
      }),
    ),
  };
}
