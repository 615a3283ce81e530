import type { ReactNode } from "react";
import { CheckoutFrame } from "../../features/shell/checkout-frame.tsx";
import { publicOrigin } from "../../trpc/server.ts";

/** The checkout has a frame of its own, without the ways out of it that the shop's frame has. */
export default function CheckoutLayout({ children }: { children: ReactNode }) {
  return <CheckoutFrame isEncrypted={new URL(publicOrigin()).protocol === "https:"}>{children}</CheckoutFrame>;
}
