import { ReturnState } from "@cartwright/contracts/orders";
import { listAddress, queryInput, readQuery } from "../shell/list-search.ts";

/** The filters of the returns, as the URL holds them: `?state=approved&q=anna`. */
export interface ReturnSearch {
  readonly query: string;
  readonly state: ReturnState;
}

/** Reads the URL. Invalid values are ignored, because people type URLs too. */
export function readReturnSearch(params: URLSearchParams): ReturnSearch {
  return { query: readQuery(params), state: ReturnState.catch("requested").parse(params.get("state")) };
}

/** The URL of filtered returns. */
export function returnSearchPath({ query, state }: ReturnSearch): string {
  return listAddress("/admin/returns", [
    ["q", query],
    ["state", state === "requested" ? "" : state],
  ]);
}

/** The same as an input of `admin.returns.list`. */
export function toReturnInput({ query, state }: ReturnSearch) {
  return { state, ...queryInput(query) };
}
