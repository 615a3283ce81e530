import type { ApiContext } from "@cartwright/api/context";

/** What the edge knows about a request that Next renders. */
export interface RequestScope {
  readonly context: ApiContext;
  /** For inline scripts and styles in the page. */
  readonly nonce: string;
}

/** The request header by which a page finds its scope. The edge sets it on each request, so that clients cannot. */
export const SCOPE_HEADER = "x-request-scope";

const KEY = Symbol.for("cartwright.request-scopes");
const globals = globalThis as typeof globalThis & { [KEY]?: Map<string, RequestScope> }; // the symbol is this module's own

/** The requests in progress. Next bundles a copy of this module; both copies share this map. */
const scopes = (globals[KEY] ??= new Map());

/** Keeps a scope while its request lasts. Call the returned function when it ends. */
export function holdRequest(id: string, scope: RequestScope): () => void {
  scopes.set(id, scope);
  return () => scopes.delete(id);
}

/** The scope under an id, while its request lasts. */
export function findRequest(id: string): RequestScope | undefined {
  return scopes.get(id);
}
