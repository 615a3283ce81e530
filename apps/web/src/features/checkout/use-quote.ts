"use client";

import type { Cart } from "@cartwright/contracts/cart";
import type { Quote, QuoteRequest } from "@cartwright/contracts/checkout";
import { useQuery } from "@tanstack/react-query";
import { getMutationKey } from "@trpc/react-query";
import { api } from "../../trpc/react.tsx";

/**
 * The price of the cart with the current choices. The procedure is a mutation only because it carries an address; here it is
 * used like a query, and read again whenever the choices or the cart change. The last quote stays until the next has loaded;
 * `estimate` is shown before the first.
 */
export function useQuote(cart: Cart, request: QuoteRequest, estimate: Quote | null) {
  const client = api.useUtils().client;
  const contents = cart.lines.map((line) => [line.variantId, line.quantity, line.unitPriceMinor]);
  return useQuery({
    queryKey: [...getMutationKey(api.checkout.quote), request, contents],
    queryFn: ({ signal }) => client.checkout.quote.mutate(request, { signal }),
    placeholderData: (previous) => previous ?? estimate ?? undefined,
    staleTime: 0,
    enabled: cart.lines.length > 0,
  });
}
