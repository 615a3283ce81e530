import { z } from "zod";
import { problem } from "./field-problem.ts";
import { isGiftCardCode, normalizeGiftCardCode } from "./gift-card-text.ts";
import { AmountMinor } from "./money.ts";

/** Gift cards at the checkout: a means of payment with a code, which may be spent in parts. */

/** A code with or without spaces and hyphens, in any case. */
export const GiftCardCode = z
  .string()
  .max(40)
  .overwrite(normalizeGiftCardCode)
  .refine(isGiftCardCode, problem("giftCardCode"));

/** What became of a card that was entered at the checkout, for the shopper. `amountMinor` is what it pays of this order. */
export const EnteredGiftCard = z.strictObject({
  last4: z.string(),
  balanceMinor: AmountMinor,
  amountMinor: AmountMinor,
  /** Why it can't be used, or null. */
  problem: z.string().nullable(),
});
export type EnteredGiftCard = z.infer<typeof EnteredGiftCard>;
