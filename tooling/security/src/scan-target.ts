/** Where sqlmap injects. It reads JSON and form bodies and query parameters without help. */
export const MARK = "*";

/** Whose cookies a request carries. */
export type Identity = "nobody" | "shopper" | "admin";

/** One request, and with it every parameter of it, that is to be attacked. */
export interface ScanTarget {
  readonly name: string;
  readonly as: Identity;
  readonly method: "GET" | "POST";
  /** Path and query, percent-encoded, with a mark at each place that sqlmap does not find without one. */
  readonly path: string;
  /** Headers beyond those of the session; may carry a mark. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: { readonly type: string; readonly text: string };
}
