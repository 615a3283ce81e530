import { Button } from "@cartwright/ui/button";
import { LiveRegion } from "@cartwright/ui/live-region";

interface ListFootProps {
  count: number;
  /** What the items are called, for those who do not see the table. */
  noun: string;
  more: (() => void) | null;
  busy: boolean;
  /** Whether `/` leads to a search. */
  searches: boolean;
}

/** What stands under a list: its keys, and the way to more of it. */
export function ListFoot({ count, noun, more, busy, searches }: ListFootProps) {
  return (
    <div className="flex items-center justify-between gap-4 text-xs text-muted">
      <p className="max-md:hidden">
        {searches ? (
          <>
            <kbd className="font-mono">/</kbd> search ·{" "}
          </>
        ) : null}
        <kbd className="font-mono">j</kbd> <kbd className="font-mono">k</kbd> next and previous ·{" "}
        <kbd className="font-mono">Enter</kbd> open
      </p>
      {more ? (
        <Button variant="secondary" size="sm" busy={busy} onClick={more}>
          Load more
        </Button>
      ) : (
        <span className="figures">{count === 0 ? null : `All ${count} shown`}</span>
      )}
      <LiveRegion>
        {count}
        {more ? " or more" : ""} {noun}
      </LiveRegion>
    </div>
  );
}
