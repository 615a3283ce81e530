import type { AdminShipping, AdminShippingMethod, AdminZone } from "@cartwright/contracts/shipping";

/** What is open. It keeps the version that it was opened with, so that nothing is overwritten. */
export type Opened =
  | { readonly dialog: "zone"; readonly zone: AdminZone | null }
  | { readonly dialog: "removeZone"; readonly zone: AdminZone }
  | { readonly dialog: "method"; readonly zone: AdminZone; readonly method: AdminShippingMethod | null }
  | { readonly dialog: "removeMethod"; readonly method: AdminShippingMethod };

/** What the dialogs of the page have in common. */
export interface ShippingDialogProps {
  shipping: AdminShipping;
  onClose: () => void;
  onSaved: (shipping: AdminShipping) => void;
  onRefused: () => void;
}
