import { DeadLetterState } from "@cartwright/contracts/dead-letters";
import { listAddress, queryInput, readQuery, readText } from "../shell/list-search.ts";

/** The filters of the dead letters, as the URL holds them: `?state=replayed&cause=poison&q=mail`. */
export interface DeadLetterSearch {
  readonly query: string;
  readonly cause: string;
  readonly state: DeadLetterState;
}

const CAUSE_MAX = 60;

/** Reads the URL. Invalid values are ignored, because people type URLs too. */
export function readDeadLetterSearch(params: URLSearchParams): DeadLetterSearch {
  return {
    query: readQuery(params),
    cause: readText(params, "cause", CAUSE_MAX).trim(),
    state: DeadLetterState.catch("open").parse(params.get("state")),
  };
}

/** The URL of filtered dead letters. */
export function deadLetterPath({ query, cause, state }: DeadLetterSearch): string {
  return listAddress("/admin/queues", [
    ["q", query],
    ["cause", cause],
    ["state", state === "open" ? "" : state],
  ]);
}

/** The same as an input of `admin.deadLetters.list`. */
export function toDeadLetterInput({ query, cause, state }: DeadLetterSearch) {
  return { state, ...queryInput(query), ...(cause === "" ? {} : { cause }) };
}
