import { z } from "zod";
import { problem } from "./field-problem.ts";
import { ORDER_NUMBER_ALPHABET } from "./ids.ts";
import { AmountMinor } from "./money.ts";

/** Gift cards at the checkout: a means of payment with a code, which may be spent in parts. */

export const GIFT_CARD_CODE_LENGTH = 16;
const CODE = new RegExp(`^[${ORDER_NUMBER_ALPHABET}]{${GIFT_CARD_CODE_LENGTH}}$`);

/** A code as it is compared: without spaces and hyphens, in capitals. */
export const normalizeGiftCardCode = (typed: string): string => typed.replaceAll(/[\s-]/g, "").toUpperCase();

/** Whether this could be a code, as typed. */
export const isGiftCardCode = (typed: string): boolean => CODE.test(normalizeGiftCardCode(typed));

/** A code as it is read: in groups of four. */
export const formatGiftCardCode = (code: string): string => code.replaceAll(/(.{4})(?=.)/g, "$1-");

/** A code with or without spaces and hyphens, in any case. */
export const GiftCardCode = z
  .string()
  .max(40)
  .overwrite(normalizeGiftCardCode)
  .refine((code) => CODE.test(code), problem("giftCardCode"));

/** The most cards that one order can spend. */
export const GIFT_CARDS_MAX = 5;

/** What became of a card that was entered at the checkout, for the shopper. `amountMinor` is what it pays of this order. */
export const EnteredGiftCard = z.strictObject({
  last4: z.string(),
  balanceMinor: AmountMinor,
  amountMinor: AmountMinor,
  /** Why it can't be used, or null. */
  problem: z.string().nullable(),
});
export type EnteredGiftCard = z.infer<typeof EnteredGiftCard>;
