"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { classNames } from "@cartwright/ui/class-names";
import { Th } from "@cartwright/ui/table";
import { toast } from "@cartwright/ui/toast";
import { type ClipboardEvent, type KeyboardEvent, useRef } from "react";
import { type Cells, FIELDS, NO_CELLS, savedText } from "./grid-cells.ts";
import { goTo, placeOf, targetOf } from "./grid-keys.ts";
import { GridRow, IS_NUMBER, type RowMarks } from "./grid-row.tsx";
import { isBlock, pasteBlock, readBlock } from "./paste-block.ts";
import type { BulkGrid } from "./use-bulk-grid.ts";

/** The variants as rows. Arrows and Enter move between cells, a block from a spreadsheet can be pasted, and Escape undoes a cell. */
export function GridTable({ grid, mayAdjust }: { grid: BulkGrid; mayAdjust: boolean }) {
  const t = useTranslations("adminBulk");
  const { rows, edit } = grid;
  const body = useRef<HTMLTableSectionElement>(null);

  function move(event: KeyboardEvent<HTMLElement>): void {
    const place = placeOf(event.target);
    const [row, field] = place ? [rows[place.row], FIELDS[place.column]] : [];
    if (event.key === "Escape" && row && field) return edit([{ row, field, text: savedText(row, field) }]);
    const target = targetOf(event);
    if (target === null || !body.current) return;
    event.preventDefault();
    goTo(body.current, target);
  }

  function paste(event: ClipboardEvent<HTMLElement>): void {
    const from = placeOf(event.target);
    const text = event.clipboardData.getData("text/plain");
    if (from === null || !isBlock(text)) return;
    event.preventDefault();
    const { changes, outside } = pasteBlock(rows, from, readBlock(text));
    const allowed = mayAdjust ? changes : changes.filter(({ field }) => field !== "onHand");
    edit(allowed);
    toast(t("pasted", { count: allowed.length, outside: outside + changes.length - allowed.length }));
  }

  return (
    <section
      aria-label={t("caption")}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className="isolate max-h-[75dvh] min-w-0 scroll-pt-12 scroll-pl-32 overflow-auto rounded-lg border border-line bg-surface sm:scroll-pl-64"
    >
      <table className="w-full border-separate border-spacing-0 text-left text-sm">
        <caption className="sr-only">{t("caption")}</caption>
        <thead>
          <tr>
            <Th className="sticky top-0 left-0 z-30 bg-surface">{t("variant")}</Th>
            {FIELDS.map((field) => (
              <Th
                key={field}
                className={classNames("sticky top-0 z-20 bg-surface", IS_NUMBER.has(field) && "text-right")}
              >
                {t(`field.${field}`)}
              </Th>
            ))}
          </tr>
        </thead>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys and pastes come from the inputs inside */}
        <tbody ref={body} onKeyDown={move} onPaste={paste}>
          {rows.map((row, index) => (
            <GridRow
              key={row.variantId}
              row={row}
              index={index}
              marks={marksOf(grid, row.variantId, t)}
              mayAdjust={mayAdjust}
              onEdit={edit}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

type Words = ReturnType<typeof useTranslations<"adminBulk">>;

/** The marks of one row, as JSON; empty for an untouched row. */
function marksOf(grid: BulkGrid, id: string, t: Words): string {
  const edits = grid.edits.get(id) ?? NO_CELLS;
  const refused = grid.refusals.get(id);
  const errors = Object.entries(grid.reading.errors.get(id) ?? {}).map(
    ([field, error]) => [field, t(`invalid.${error}`)] as const,
  );
  if (edits === NO_CELLS && refused === undefined) return "";
  const cells: Cells = { ...refused?.cells, ...Object.fromEntries(errors) };
  const marks: RowMarks = { edits, errors: cells, theirs: grid.theirs.get(id) ?? NO_CELLS, refusal: refused?.row };
  return JSON.stringify(marks);
}
