import { GiftCardState } from "@cartwright/contracts/admin-gift-cards";
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

/** The URL of filtered gift cards. */
export function giftCardSearchPath({ query, state }: GiftCardSearch): string {
  return listAddress("/admin/gift-cards", [
    ["q", query],
    ["state", state === "all" ? "" : state],
  ]);
}

/** The same as an input of `admin.giftCards.list`. */
export function toGiftCardInput({ query, state }: GiftCardSearch) {
  return { ...queryInput(query), ...(state === "all" ? {} : { state }) };
}
