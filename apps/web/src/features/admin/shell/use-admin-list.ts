"use client";

import type { QueryKey } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { type AnyPage, usePages } from "../../../trpc/use-pages.ts";
import { LIST_LIMIT } from "./list-search.ts";
import { useListUrl } from "./use-list-url.ts";
import { useRowKeys } from "./use-row-keys.ts";
import { useSettled } from "./use-settled.ts";

/** 500 rows. Beyond that the search has to be narrowed. */
const PAGES_MAX = 10;

interface AdminListOptions<Search, Page> {
  readonly key: QueryKey;
  /** What the page was opened with, and the first items for it. */
  readonly asked: Search;
  readonly initial: Page;
  /** The address of a search. It also tells one search from another. */
  readonly pathOf: (search: Search) => string;
  /** Reads one page. The second part can be spread into the procedure's input. */
  readonly read: (
    search: Search,
    page: { readonly limit: number; readonly cursor?: string },
    signal: AbortSignal,
  ) => Promise<Page>;
  readonly refetchMs?: number | false;
}

/**
 * A list of the back office: filtered, paginated, with keyboard shortcuts. The URL follows the search, so that it can be
 * shared. Set `body` on the table's body and `searchBox` on the field that `/` focuses.
 */
export function useAdminList<Search, Page extends AnyPage>(options: AdminListOptions<Search, Page>) {
  const { asked, pathOf, read, initial, refetchMs = false } = options;
  const [search, setSearch] = useState(asked);
  // Another address of the same list, from a link or the command palette: the page has been rendered for it.
  const [rendered, setRendered] = useState<unknown>(initial);
  if (rendered !== initial) {
    setRendered(initial);
    if (pathOf(asked) !== pathOf(search)) setSearch(asked);
  }
  const applied = useSettled(search);
  const path = pathOf(applied);
  useListUrl(pathOf(search));
  const body = useRef<HTMLTableSectionElement>(null);
  const searchBox = useRef<HTMLInputElement>(null);
  useRowKeys(body, searchBox);
  const pages = usePages({
    key: [...options.key, path],
    initial: path === pathOf(asked) ? initial : null,
    read: (at, signal) => read(applied, { limit: LIST_LIMIT, ...at }, signal),
    pagesMax: PAGES_MAX,
    refetchMs,
  });
  const list = { ...pages, isStale: pages.isStale || applied !== search };
  return { search, setSearch, list, body, searchBox };
}
