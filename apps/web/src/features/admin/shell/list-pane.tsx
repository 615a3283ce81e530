import { Notice } from "@cartwright/ui/notice";
import type { ReactNode } from "react";
import { ListPagination } from "./list-pagination.tsx";
import { EmptyPanel } from "./panel.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";

interface ListPaneProps {
  list: {
    readonly items: readonly unknown[];
    /** The rows belong to the previous search. */
    readonly isStale: boolean;
    readonly error: unknown;
    /** Null when everything is shown. */
    readonly more: (() => void) | null;
    readonly isLoadingMore: boolean;
  };
  /** How many items are shown: "12 orders". */
  countText: string;
  /** Shown when nothing matches. */
  empty: string;
  /** Whether `/` focuses a search field. */
  hasSearch?: boolean;
  /** The table. */
  children: ReactNode;
}

/** A list of the back office: the error if there is one, the rows or the empty state, and the pagination. */
export function ListPane({ list, countText, empty, hasSearch = true, children }: ListPaneProps) {
  const errorMessage = useErrorMessage();
  const count = list.items.length;
  return (
    <>
      {list.error ? (
        <Notice tone="bad" urgent>
          {errorMessage(list.error)}
        </Notice>
      ) : null}
      <div
        aria-busy={list.isStale}
        className="overflow-hidden rounded-lg border border-line bg-surface transition-opacity aria-busy:opacity-60"
      >
        {count === 0 ? <EmptyPanel>{empty}</EmptyPanel> : children}
      </div>
      <ListPagination
        count={count}
        countText={countText}
        more={list.more}
        busy={list.isLoadingMore}
        hasSearch={hasSearch}
      />
    </>
  );
}
