import type { ApiContext } from "@cartwright/api/context";

/** What the edge knows of a request that Next renders. */
export interface RequestScope {
  readonly context: ApiContext;
  /** For inline scripts and styles that a page writes by itself. */
  readonly nonce: string;
}

/** By this request header a page finds its scope. The edge sets it anew on each request, so none comes from outside. */
export const SCOPE_HEADER = "x-request-scope";

const KEY = Symbol.for("cartwright.request-scopes");
const globals = globalThis as typeof globalThis & { [KEY]?: Map<string, RequestScope> }; // the symbol is this module's own

/** The requests that are being answered. Next bundles a copy of this module; both copies mean the same map. */
const scopes = (globals[KEY] ??= new Map());

/** Keeps a scope for as long as its request lasts; call what it returns when it ends. */
export function holdRequest(id: string, scope: RequestScope): () => void {
  scopes.set(id, scope);
  return () => scopes.delete(id);
}

/** The scope under an id, while its request lasts. */
export function findRequest(id: string): RequestScope | undefined {
  return scopes.get(id);
}
