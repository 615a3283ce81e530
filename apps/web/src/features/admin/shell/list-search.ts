import { toStorable } from "@cartwright/contracts/text";

/** Items on a page of a list. A page's server half and its client half ask for the same number, so that one answer serves both. */
export const LIST_LIMIT = 50;

export const QUERY_MAX = 200;

/** What an address says under this name, cut to a length, as a text that can be looked for; nothing when it says none. */
export function readText(params: URLSearchParams, name: string, lengthMax: number): string {
  return toStorable((params.get(name) ?? "").slice(0, lengthMax));
}

/** What somebody searches for, as it stands in an address. */
export function readQuery(params: URLSearchParams): string {
  return readText(params, "q", QUERY_MAX);
}

/** The same as part of a procedure's input. */
export function queryInput(query: string): { query?: string } {
  const trimmed = query.trim();
  return trimmed === "" ? {} : { query: trimmed };
}

/** The address of a narrowed list. Parameters that say nothing are left out. */
export function listAddress(path: string, params: readonly (readonly [name: string, value: string])[]): string {
  const given = params.map(([name, value]) => [name, value.trim()]).filter(([, value]) => value !== "");
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}
