import type { AdminSaveDraft } from "@cartwright/contracts/order-drafts";
import { resolveAddress } from "../places/resolve-address.ts";
import type { DraftContent } from "./order-drafts.sql.ts";

/** A draft as it is stored. Throws `invalid_input` for an address that its country does not have. */
export function draftContent({ draftId, discount, version: _version, ...content }: AdminSaveDraft): DraftContent {
  const { shippingAddress } = content;
  return {
    ...content,
    id: draftId,
    shippingAddress: shippingAddress && resolveAddress(shippingAddress, "shippingAddress"),
    discount: discount && {
      kind: discount.kind,
      value: discount.kind === "percentage" ? discount.percentBp : discount.amountMinor,
      reason: discount.reason,
    },
  };
}
