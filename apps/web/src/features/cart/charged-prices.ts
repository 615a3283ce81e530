import type { Quote } from "@cartwright/contracts/checkout";

/** The prices of a quote where they differ from the list: only where the shop's own tax is not charged. */
export const chargedPrices = (quote: Quote | undefined): Quote | null => (quote && !quote.taxIncluded ? quote : null);
