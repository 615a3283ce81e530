import { BookFinding } from "@cartwright/contracts/books";
import { z } from "zod";
import { listAddress } from "../shell/list-search.ts";

/** The filters of the differences, as the URL holds them: `?kind=stuck&state=resolved`. */
export interface FindingSearch {
  readonly finding: BookFinding | "";
  readonly state: "open" | "resolved";
}

const Kind = BookFinding.or(z.literal(""));
export const FINDING_STATES = ["open", "resolved"] as const;

/** Reads the URL. Invalid values are ignored, because people type URLs too. */
export function readFindingSearch(params: URLSearchParams): FindingSearch {
  return {
    finding: Kind.catch("").parse(params.get("kind") ?? ""),
    state: z.enum(FINDING_STATES).catch("open").parse(params.get("state")),
  };
}

/** The URL of filtered differences. */
export function findingPath({ finding, state }: FindingSearch): string {
  return listAddress("/admin/payments", [
    ["kind", finding],
    ["state", state === "open" ? "" : state],
  ]);
}

/** The same as an input of `admin.payments.findings`. */
export function toFindingInput({ finding, state }: FindingSearch) {
  return { state, ...(finding === "" ? {} : { finding }) };
}
