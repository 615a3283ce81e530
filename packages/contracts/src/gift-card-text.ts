/**
 * The codes of gift cards as text. Separate from their schemas, so that the checkout does not send a validator to the browser.
 */

/** The symbols of a code: without 0, 1, I, L, O and U, which are mistaken for others when a code is read or typed. */
export const GIFT_CARD_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
export const GIFT_CARD_CODE_LENGTH = 16;
/** The most cards that one order can spend. */
export const GIFT_CARDS_MAX = 5;

/** The most that one card can be worth, in minor units. */
export const GIFT_CARD_VALUE_MAX = 1_000_000;

const CODE = new RegExp(`^[${GIFT_CARD_ALPHABET}]{${GIFT_CARD_CODE_LENGTH}}$`);

/** A code as it is compared: without spaces and hyphens, in capitals. */
export const normalizeGiftCardCode = (typed: string): string => typed.replaceAll(/[\s-]/g, "").toUpperCase();

/** Whether this could be a code, as typed. */
export const isGiftCardCode = (typed: string): boolean => CODE.test(normalizeGiftCardCode(typed));

/** A code as it is read: in groups of four. */
export const formatGiftCardCode = (code: string): string => code.replaceAll(/(.{4})(?=.)/g, "$1-");
