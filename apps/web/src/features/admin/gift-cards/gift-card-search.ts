import { GiftCardState } from "@cartwright/contracts/admin-gift-cards";
import { GIFT_CARD_ALPHABET, GIFT_CARD_CODE_LENGTH, normalizeGiftCardCode } from "@cartwright/contracts/gift-card-text";
import { listAddress, queryInput, readQuery } from "../shell/list-search.ts";

/** The filters of the gift cards, as the URL holds them: `?state=active&q=7K2M`. */
export interface GiftCardSearch {
  readonly query: string;
  readonly state: GiftCardState | "all";
}

/** Reads the URL. Invalid values are ignored, because people type URLs too. */
export function readGiftCardSearch(params: URLSearchParams): GiftCardSearch {
  const state = GiftCardState.safeParse(params.get("state"));
  return { query: readQuery(params), state: state.success ? state.data : "all" };
}

/** A code, or as much of it as has been typed. */
const CODE = new RegExp(`^[${GIFT_CARD_ALPHABET}]{5,${GIFT_CARD_CODE_LENGTH}}$`);

/** What is searched for: of a code its end only. A code is worth money, and URLs are kept in histories and logs. */
function withoutCode(query: string): string {
  const text = normalizeGiftCardCode(query);
  return CODE.test(text) ? text.slice(-4) : query;
}

/** The URL of filtered gift cards. */
export function giftCardSearchPath({ query, state }: GiftCardSearch): string {
  return listAddress("/admin/gift-cards", [
    ["q", withoutCode(query)],
    ["state", state === "all" ? "" : state],
  ]);
}

/** The same as an input of `admin.giftCards.list`. */
export function toGiftCardInput({ query, state }: GiftCardSearch) {
  return { ...queryInput(withoutCode(query)), ...(state === "all" ? {} : { state }) };
}
