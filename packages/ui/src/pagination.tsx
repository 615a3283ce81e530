"use client";

import { Button } from "./button.tsx";

/** "Load more" for a list with a cursor, and how much of it stands there. Says the new count aloud. */
export function LoadMore({
  shown,
  total,
  busy,
  onMore,
}: {
  shown: number;
  /** As a text, because large counts are approximate ("10,000+"). */
  total: string;
  busy: boolean;
  /** None when everything stands there. */
  onMore: (() => void) | null;
}) {
  return (
    <div className="grid justify-items-center gap-4">
      <output className="figures text-sm text-muted">
        {shown} of {total}
      </output>
      {onMore === null ? null : (
        <Button variant="secondary" busy={busy} onClick={onMore}>
          Load more
        </Button>
      )}
    </div>
  );
}
