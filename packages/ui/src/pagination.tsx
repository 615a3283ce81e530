"use client";

import { Button } from "./button.tsx";
import { useUiLabels } from "./labels.tsx";

interface LoadMoreProps {
  /** How much of the list is shown, such as "24 of 180". Announced when it changes. */
  status: string;
  busy: boolean;
  /** Null when the whole list is shown. */
  onMore: (() => void) | null;
}

/** "Load more" for a list with a cursor. */
export function LoadMore({ status, busy, onMore }: LoadMoreProps) {
  const { loadMore } = useUiLabels();
  return (
    <div className="grid justify-items-center gap-4">
      <output className="figures text-sm text-muted">{status}</output>
      {onMore === null ? null : (
        <Button variant="secondary" busy={busy} onClick={onMore}>
          {loadMore}
        </Button>
      )}
    </div>
  );
}
