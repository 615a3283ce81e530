import { PromotionMethod, PromotionState } from "@cartwright/contracts/promotions";
import { listAddress, queryInput, readQuery } from "../shell/list-search.ts";

/** The filters of the promotions list, as the URL holds them: `?q=welcome&state=active&method=code`. */
export interface PromotionSearch {
  readonly query: string;
  readonly state: readonly PromotionState[];
  /** Null for any. */
  readonly method: PromotionMethod | null;
}

/** Reads the URL. Invalid values are ignored, because people type URLs too. */
export function readPromotionSearch(params: URLSearchParams): PromotionSearch {
  const named = new Set(params.getAll("state"));
  return {
    query: readQuery(params),
    state: PromotionState.options.filter((state) => named.has(state)),
    method: PromotionMethod.safeParse(params.get("method")).data ?? null,
  };
}

/** The URL of a filtered list. */
export function promotionSearchPath({ query, state, method }: PromotionSearch): string {
  return listAddress("/admin/promotions", [
    ["q", query],
    ...state.map((each) => ["state", each] as const),
    ["method", method ?? ""],
  ]);
}

/** The same as an input of `admin.promotions.list`. */
export function toPromotionInput({ query, state, method }: PromotionSearch) {
  return {
    ...queryInput(query),
    ...(state.length === 0 ? {} : { state: [...state] }),
    ...(method === null ? {} : { method }),
  };
}
