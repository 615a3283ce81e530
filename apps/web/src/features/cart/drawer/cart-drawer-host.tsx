"use client";

import { usePathname } from "next/navigation";
import { useEffect } from "react";
import { leaveOpenedCart, useOpenedCart } from "./opened-cart.ts";

/** Where the cart's drawer appears: once, in the shop's frame. It goes with the page over which it was opened. */
export function CartDrawerHost() {
  const opened = useOpenedCart();
  const pathname = usePathname();
  const isLeft = opened !== null && opened.path !== pathname;
  useEffect(() => {
    if (isLeft) leaveOpenedCart();
  }, [isLeft]);
  useEffect(() => leaveOpenedCart, []);
  if (!opened || isLeft) return null;
  const { Drawer, added, close } = opened;
  return <Drawer added={added} onClose={close} />;
}
