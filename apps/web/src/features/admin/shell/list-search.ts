import { toStorable } from "@cartwright/contracts/storable-text";

/** Items on a page of a list. Server and browser request the same number, so that one response serves both. */
export const LIST_LIMIT = 50;

export const QUERY_MAX = 200;

/** The value of a URL parameter as text to search for, cut to a maximum length. Empty when it is missing. */
export function readText(params: URLSearchParams, name: string, lengthMax: number): string {
  return toStorable((params.get(name) ?? "").slice(0, lengthMax));
}

/** The search text in a URL. */
export function readQuery(params: URLSearchParams): string {
  return readText(params, "q", QUERY_MAX);
}

/** The same as part of a procedure's input. */
export function queryInput(query: string): { query?: string } {
  const trimmed = query.trim();
  return trimmed === "" ? {} : { query: trimmed };
}

/** The URL of a filtered list. Empty parameters are left out. */
export function listAddress(path: string, params: readonly (readonly [name: string, value: string])[]): string {
  const given = params.map(([name, value]) => [name, value.trim()]).filter(([, value]) => value !== "");
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}
