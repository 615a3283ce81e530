import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { LiveRegion } from "@cartwright/ui/live-region";

interface ListPaginationProps {
  /** How many items are shown, and the same as text: "12 orders". */
  count: number;
  countText: string;
  more: (() => void) | null;
  busy: boolean;
  /** Whether `/` focuses a search field. */
  hasSearch: boolean;
}

/** Below a list: its keyboard shortcuts and "Load more". */
export function ListPagination({ count, countText, more, busy, hasSearch }: ListPaginationProps) {
  const t = useTranslations("admin");
  const common = useTranslations("common");
  return (
    <div className="flex items-center justify-between gap-4 text-xs text-muted">
      <p className="max-md:hidden">
        {t.rich("list.keys", { search: hasSearch ? "yes" : "other", key: <kbd className="font-mono" /> })}
      </p>
      {more ? (
        <Button variant="secondary" size="sm" busy={busy} onClick={more}>
          {common("loadMore")}
        </Button>
      ) : (
        <span className="figures">{count === 0 ? null : t("list.all", { count })}</span>
      )}
      <LiveRegion>{more ? t("list.orMore", { count: countText }) : countText}</LiveRegion>
    </div>
  );
}
