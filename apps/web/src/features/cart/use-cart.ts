"use client";

import type { Cart, CartLine } from "@cartwright/contracts/cart";
import { toast } from "@cartwright/ui/toast";
import { useIsMutating, useQueryClient } from "@tanstack/react-query";
import { getMutationKey } from "@trpc/react-query";
import { api } from "../../trpc/react.tsx";
import { announceToTabs } from "../realtime/tab-channel.ts";
import { withQuantity } from "./optimistic-cart.ts";
import { useErrorMessage } from "../../trpc/use-error-message.ts";

/** Changes to the cart wait for each other. Without a connection they fail at once, instead of waiting for one unseen. */
const CART_CHANGE = { scope: { id: "cart" }, networkMode: "always" } as const;

/** The visitor's cart in the query cache, and its number of items. `initial` is what the server rendered. */
export function useCart(initial?: Cart) {
  const query = api.cart.get.useQuery(undefined, initial ? { initialData: initial } : {});
  const lines: readonly CartLine[] = query.data?.lines ?? [];
  return { ...query, cart: query.data, count: lines.reduce((sum, line) => sum + line.quantity, 0) };
}

/**
 * Sets the quantity of a line. The cart on screen changes at once and rolls back if the server refuses. Changes are sent
 * one after another, so that the last one wins; only the last response replaces what is shown.
 */
export function useSetLine() {
  const queryClient = useQueryClient();
  const errorMessage = useErrorMessage();
  const utils = api.useUtils();
  const mutationKey = getMutationKey(api.cart.setLine);
  return api.cart.setLine.useMutation({
    ...CART_CHANGE,
    async onMutate(change) {
      await utils.cart.get.cancel();
      const before = utils.cart.get.getData();
      if (before) utils.cart.get.setData(undefined, withQuantity(before, change));
    },
    onSuccess(cart) {
      if (queryClient.isMutating({ mutationKey }) === 1) utils.cart.get.setData(undefined, cart);
      announceToTabs("cart");
    },
    async onError(error) {
      toast(errorMessage(error), { tone: "bad" });
      await utils.cart.get.invalidate();
    },
  });
}

/** Adds to the cart, whether it has been loaded or not. Waits for earlier changes. */
export function useAddLine() {
  const errorMessage = useErrorMessage();
  const utils = api.useUtils();
  return api.cart.addLine.useMutation({
    ...CART_CHANGE,
    async onSuccess(cart) {
      await utils.cart.get.cancel();
      utils.cart.get.setData(undefined, cart);
      announceToTabs("cart");
    },
    onError: (error) => toast(errorMessage(error), { tone: "bad" }),
  });
}

/** Whether a change to the cart is being sent. */
export function useCartIsChanging(): boolean {
  return useIsMutating({ mutationKey: getMutationKey(api.cart.setLine) }) > 0;
}
