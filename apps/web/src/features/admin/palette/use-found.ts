import { type FoundEverywhere, SEARCH_LENGTH_MIN } from "@cartwright/contracts/admin-search";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { getQueryKey } from "@trpc/react-query";
import { api } from "../../../trpc/react.tsx";
import { useSettled } from "../shell/use-settled.ts";

interface Found {
  /** Null until something was read, and while too little is typed. */
  readonly found: FoundEverywhere | null;
  /** What was found belongs to an earlier text, or nothing has been read yet. */
  readonly isStale: boolean;
  readonly error: unknown;
}

/** What the server finds for a text, once it has stopped changing. A search that is no longer wanted is aborted. */
export function useFound(text: string): Found {
  const typed = text.trim();
  const settled = useSettled(typed);
  const { client } = api.useUtils();
  const isLong = typed.length >= SEARCH_LENGTH_MIN;
  const query = useQuery({
    queryKey: [...getQueryKey(api.admin.search.everything), settled],
    queryFn: ({ signal }) => client.admin.search.everything.query({ query: settled }, { signal }),
    enabled: isLong && settled.length >= SEARCH_LENGTH_MIN,
    placeholderData: keepPreviousData,
  });
  if (!isLong) return { found: null, isStale: false, error: null };
  const isStale = settled !== typed || query.isPlaceholderData || query.isPending;
  return { found: query.data ?? null, isStale: isStale && query.error === null, error: query.error };
}
