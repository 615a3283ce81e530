"use client";

import { useMemo, useSyncExternalStore } from "react";
import { formatFilters, parseFilters, type ProductFilters } from "./product-filters.ts";

const CHANGED = "cartwright:filters";

function subscribe(listener: () => void): () => void {
  window.addEventListener("popstate", listener);
  window.addEventListener(CHANGED, listener);
  return () => {
    window.removeEventListener("popstate", listener);
    window.removeEventListener(CHANGED, listener);
  };
}

/**
 * Filters that live in the URL, so that a list can be shared and reloaded. `fixed` belongs to the page itself (a category)
 * and never stands in the query. On the server, and for the first paint, `served` is what the page was rendered for: a
 * prerendered page knows no query, it catches up right after.
 */
export function useUrlFilters(served: ProductFilters, fixed: ProductFilters) {
  const servedQuery = formatFilters({ ...served, ...withoutKeys(fixed) });
  const query = useSyncExternalStore(
    subscribe,
    () => window.location.search.replace(/^\?/, ""),
    () => servedQuery,
  );
  const filters = useMemo(() => ({ ...parseFilters(new URLSearchParams(query)), ...fixed }), [query, fixed]);
  const setFilters = (next: ProductFilters) => {
    const written = formatFilters({ ...next, ...withoutKeys(fixed) });
    window.history.replaceState(null, "", written === "" ? window.location.pathname : `?${written}`);
    window.dispatchEvent(new Event(CHANGED));
  };
  return { filters, setFilters };
}

/** The same keys, all unset: spread over filters it takes the fixed ones out. */
function withoutKeys(fixed: ProductFilters): ProductFilters {
  return Object.fromEntries(Object.keys(fixed).map((key) => [key, undefined]));
}
