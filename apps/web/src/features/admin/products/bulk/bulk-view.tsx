"use client";

import { type AdminBulkChange, type AdminBulkRows, BULK_VARIANTS_MAX } from "@cartwright/contracts/product-bulk";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { EmptyState } from "@cartwright/ui/empty-state";
import { Notice } from "@cartwright/ui/notice";
import { useState } from "react";
import { BackLink } from "../../shell/back-link.tsx";
import { SaveBar } from "../../shell/save-bar.tsx";
import { GridTable } from "./grid-table.tsx";
import { SaveDialog } from "./save-dialog.tsx";
import { type BulkGrid, useBulkGrid } from "./use-bulk-grid.ts";

interface BulkViewProps {
  initial: AdminBulkRows;
  /** The list that they were chosen from. */
  backHref: string;
  mayAdjust: boolean;
}

/** Prices, stock and codes of many variants in one grid, saved together. */
export function BulkView({ initial, backHref, mayAdjust }: BulkViewProps) {
  const t = useTranslations("adminBulk");
  const grid = useBulkGrid(initial);
  const [asked, setAsked] = useState<readonly AdminBulkChange[] | null>(null);
  const { rows, hasMore, refusal, reading, refusals } = grid;
  const valid = reading.changes.filter(({ variantId }) => !refusals.has(variantId));
  return (
    <div className="grid min-w-0 gap-4">
      <header className="grid gap-3">
        <BackLink href={backHref} label={t("back")} />
        <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
          <h1 className="text-xl">{t("title")}</h1>
          <p className="text-muted">{t("count", { count: rows.length })}</p>
        </div>
      </header>
      {hasMore ? <Notice tone="warn">{t("more", { max: BULK_VARIANTS_MAX })}</Notice> : null}
      {refusal === null ? null : (
        <Notice
          tone={refusal.isConflict ? "warn" : "bad"}
          urgent
          action={
            <div className="flex flex-wrap gap-3">
              <Button variant="secondary" size="sm" busy={grid.isBusy} onClick={() => void grid.load()}>
                {t("load")}
              </Button>
              {valid.length === 0 || valid.length === reading.changes.length ? null : (
                <Button variant="secondary" size="sm" disabled={grid.isBusy} onClick={() => setAsked(valid)}>
                  {t("saveValid", { count: valid.length })}
                </Button>
              )}
            </div>
          }
        >
          {refusal.message}
        </Notice>
      )}
      {rows.length === 0 ? (
        <EmptyState title={t("none")} />
      ) : (
        <>
          <p className="text-sm text-muted">{t("keys")}</p>
          <GridTable grid={grid} mayAdjust={mayAdjust} />
        </>
      )}
      <BulkBar grid={grid} onSave={() => setAsked(reading.changes)} />
      {asked === null ? null : (
        <SaveDialog
          changes={asked}
          busy={grid.isBusy}
          onClose={() => setAsked(null)}
          onSave={(reason) => void grid.save(asked, reason).then(() => setAsked(null))}
        />
      )}
    </div>
  );
}

/** How much would be saved now, and what has to be corrected first. */
function BulkBar({ grid, onSave }: { grid: BulkGrid; onSave: () => void }) {
  const t = useTranslations("adminBulk");
  const { reading, isDirty, isBusy, edits } = grid;
  const cells = [...edits.values()].reduce((sum, each) => sum + Object.keys(each).length, 0);
  const invalid = [...reading.errors.values()].reduce((sum, each) => sum + Object.keys(each).length, 0);
  const status = !isDirty
    ? t("allSaved")
    : invalid > 0
      ? t("invalidCells", { count: invalid })
      : t("changed", { count: cells, variants: edits.size });
  return (
    <SaveBar>
      <p className={invalid > 0 ? "mr-auto text-bad" : "mr-auto text-muted"} aria-live="polite">
        {status}
      </p>
      <Button variant="quiet" size="sm" disabled={!isDirty || isBusy} onClick={grid.discard}>
        {t("discard")}
      </Button>
      <Button
        size="sm"
        busy={isBusy}
        disabled={!isDirty || invalid > 0 || reading.changes.length === 0}
        onClick={onSave}
      >
        {t("save.open")}
      </Button>
    </SaveBar>
  );
}
