"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { toast } from "@cartwright/ui/toast";
import { useRef } from "react";
import { loadDrawer, openCart } from "../../cart/drawer/opened-cart.ts";
import { useAddLine } from "../../cart/use-cart.ts";

/** Adds to the cart and opens it. While one request is pending there is no second: a double click adds once. */
export function useAddToCart(title: string) {
  const t = useTranslations("cartLines");
  const addLine = useAddLine();
  // Changes of the cart are sent one after the other, so the second click of a double click would only wait for its turn.
  const isAdding = useRef(false);
  const add = (line: Parameters<typeof addLine.mutate>[0], onAdded: () => void) => {
    if (isAdding.current) return;
    isAdding.current = true;
    addLine.mutate(line, {
      onSuccess: () => {
        onAdded();
        // Without its code, the drawer is replaced by what it would say first.
        void openCart(title).then((isOpen) => isOpen || toast(t("added", { title })));
      },
      onSettled: () => {
        isAdding.current = false;
      },
    });
  };
  return { add, isPending: addLine.isPending };
}

/** Loads the drawer's code early. A failure shows when it is opened. */
export const prepareDrawer = (): void => void loadDrawer().catch(() => undefined);
