import { DraftState } from "@cartwright/contracts/order-drafts";
import { listAddress } from "../shell/list-search.ts";

/** The filter of the drafts, as the URL holds it: `?state=sent`. Null for all. */
export interface DraftSearch {
  readonly state: DraftState | null;
}

export function readDraftSearch(params: URLSearchParams): DraftSearch {
  return { state: DraftState.nullable().catch(null).parse(params.get("state")) };
}

export const draftSearchPath = ({ state }: DraftSearch): string =>
  listAddress("/admin/orders/drafts", [["state", state ?? ""]]);

/** The same as an input of `admin.drafts.list`. */
export const toDraftInput = ({ state }: DraftSearch) => (state === null ? {} : { state });
