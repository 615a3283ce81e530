import { Notice } from "@cartwright/ui/notice";
import type { ReactNode } from "react";
import { messageOf } from "../../../trpc/failure.ts";
import { ListFoot } from "./list-pagination.tsx";
import { Nothing } from "./panel.tsx";

interface ListPaneProps {
  list: {
    readonly items: readonly unknown[];
    /** What is shown belongs to the search before. */
    readonly isStale: boolean;
    readonly error: unknown;
    /** None when everything stands there. */
    readonly more: (() => void) | null;
    readonly isLoadingMore: boolean;
  };
  noun: string;
  /** What to try when nothing fits. */
  nothing: string;
  /** Whether `/` leads to a search. */
  searches?: boolean;
  /** The table. */
  children: ReactNode;
}

/** A list as every desk shows it: what went wrong, the rows or what to try without any, and the way to more. */
export function ListPane({ list, noun, nothing, searches = true, children }: ListPaneProps) {
  const count = list.items.length;
  return (
    <>
      {list.error ? (
        <Notice tone="bad" urgent>
          {messageOf(list.error)}
        </Notice>
      ) : null}
      <div
        aria-busy={list.isStale}
        className="overflow-hidden rounded-lg border border-line bg-surface transition-opacity aria-busy:opacity-60"
      >
        {count === 0 ? <Nothing>{nothing}</Nothing> : children}
      </div>
      <ListFoot count={count} noun={noun} more={list.more} busy={list.isLoadingMore} searches={searches} />
    </>
  );
}
