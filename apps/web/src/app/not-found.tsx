import type { Metadata } from "next";
import { NothingThere } from "../features/shell/nothing-there.tsx";
import { ShopFrame } from "../features/shell/shop-frame.tsx";

export const metadata: Metadata = { title: "Nothing here", robots: { index: false } };

/** For addresses that no page has. It is made while building, so it knows no categories. */
export default function NotFound() {
  return (
    <ShopFrame categories={[]}>
      <NothingThere />
    </ShopFrame>
  );
}
