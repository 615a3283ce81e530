import { Input } from "@cartwright/ui/field";
import { Search } from "lucide-react";
import { type RefObject, useEffect, useEffectEvent } from "react";
import { QUERY_MAX } from "./list-search.ts";

/** The part of a list that the box needs (use-desk-list.ts). */
export interface Searched<Search> {
  readonly search: Search;
  readonly setSearch: (search: Search) => void;
  readonly searchBox: RefObject<HTMLInputElement | null>;
}

interface SearchBoxProps<Search> {
  /** What it takes; it stands in the empty box, too. */
  label: string;
  desk: Searched<Search>;
}

/** Where a list of the back office is searched. */
export function SearchBox<Search extends { readonly query: string }>({ label, desk }: SearchBoxProps<Search>) {
  const { search, setSearch, searchBox } = desk;
  // Whoever began to type before the script was there goes on from what stands in the box.
  const takeOver = useEffectEvent(() => {
    const typed = searchBox.current?.value ?? "";
    if (typed !== search.query) setSearch({ ...search, query: typed });
  });
  useEffect(() => takeOver(), []);
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
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        maxLength={QUERY_MAX}
        value={search.query}
        onChange={(event) => setSearch({ ...search, query: event.target.value })}
        className="min-h-10 pl-9 text-sm"
      />
    </div>
  );
}
