import { Input } from "@cartwright/ui/field";
import { Search } from "lucide-react";
import type { RefObject } from "react";
import { QUERY_MAX } from "./list-search.ts";
import { useTextTypedEarly } from "./use-typed-text.ts";

/** The part of a list that the box needs (use-admin-list.ts). */
export interface Searched<Search> {
  readonly search: Search;
  readonly setSearch: (search: Search) => void;
  readonly searchBox: RefObject<HTMLInputElement | null>;
}

interface SearchBoxProps<Search> {
  /** What can be entered. */
  label: string;
  /** What the empty field shows, where the label is too long for it. */
  placeholder?: string;
  adminList: Searched<Search>;
}

/** The search field of a list. */
export function SearchBox<Search extends { readonly query: string }>({
  label,
  placeholder = label,
  adminList,
}: SearchBoxProps<Search>) {
  const { search, setSearch, searchBox } = adminList;
  const setQuery = (query: string) => setSearch({ ...search, query });
  useTextTypedEarly(searchBox, search.query, setQuery);
  return (
    <div className="relative max-w-md grow">
      <Search
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted"
      />
      <Input
        ref={searchBox}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        maxLength={QUERY_MAX}
        value={search.query}
        onChange={(event) => setQuery(event.target.value)}
        className="min-h-10 pl-9 text-sm"
      />
    </div>
  );
}
