"use client";

import { fullTitle, isOnlyVariant } from "@cartwright/contracts/only-variant";
import type { AdminBulkRow } from "@cartwright/contracts/product-bulk";
import { useTranslations } from "@cartwright/messages/use-translations";
import { classNames } from "@cartwright/ui/class-names";
import { memo } from "react";
import { type Cells, FIELDS, type GridField, savedText } from "./grid-cells.ts";
import { placeName } from "./grid-keys.ts";

/** What a row shows beside its saved values. Objects that are the same as before do not draw the row again. */
export interface RowMarks {
  readonly edits: Cells;
  readonly errors: Cells;
  readonly theirs: Cells;
  /** Why the whole row was refused. */
  readonly refusal: string | undefined;
}

interface GridRowProps {
  row: AdminBulkRow;
  index: number;
  /** {@link RowMarks} as JSON, so that `memo` compares the content. Empty for none. */
  marks: string;
  mayAdjust: boolean;
  onEdit: (changes: readonly { row: AdminBulkRow; field: GridField; text: string }[]) => void;
}

const NO_MARKS: RowMarks = { edits: {}, errors: {}, theirs: {}, refusal: undefined };
const LENGTHS: Readonly<Record<GridField, number>> = {
  price: 20,
  compareAt: 20,
  onHand: 12,
  sku: 100,
  barcode: 100,
  weight: 12,
};
const WIDTHS: Readonly<Record<GridField, string>> = {
  price: "min-w-24",
  compareAt: "min-w-24",
  onHand: "min-w-20",
  sku: "min-w-40",
  barcode: "min-w-40",
  weight: "min-w-24",
};
export const IS_NUMBER: ReadonlySet<GridField> = new Set(["price", "compareAt", "onHand", "weight"]);

/** One variant. A grid has up to 500, so each is drawn again only when it has changed. */
export const GridRow = memo(function GridRow({ row, index, marks, mayAdjust, onEdit }: GridRowProps) {
  const t = useTranslations("adminBulk");
  const { edits, errors, theirs, refusal } = marks === "" ? NO_MARKS : (JSON.parse(marks) as RowMarks); // written by the table, from the same type
  const name = fullTitle(row);
  const id = `row-${index}`;
  return (
    <tr className="*:border-b *:border-line last:*:border-b-0">
      <th
        scope="row"
        className="sticky left-0 z-10 max-w-28 bg-surface px-3 py-1.5 text-left align-top font-normal sm:max-w-64"
      >
        <span className="block truncate" title={name}>
          {row.title}
        </span>
        {isOnlyVariant(row.variantTitle) ? null : (
          <span className="block truncate text-xs text-muted">{row.variantTitle}</span>
        )}
        {refusal === undefined ? null : <span className="block text-xs text-bad">{refusal}</span>}
      </th>
      {FIELDS.map((field, column) => {
        const edited = edits[field];
        const error = errors[field];
        const their = theirs[field];
        const noteId = `${id}-${field}-note`;
        const isNoted = edited !== undefined || error !== undefined;
        return (
          <td key={field} className="p-1 align-top">
            <input
              data-cell={placeName({ row: index, column })}
              aria-label={t("cell", { field: t(`field.${field}`), name })}
              aria-invalid={error === undefined ? undefined : true}
              aria-describedby={isNoted ? noteId : undefined}
              inputMode={IS_NUMBER.has(field) ? "decimal" : "text"}
              autoComplete="off"
              spellCheck={false}
              maxLength={LENGTHS[field]}
              readOnly={field === "onHand" && !mayAdjust}
              value={edited ?? savedText(row, field)}
              onChange={(event) => onEdit([{ row, field, text: event.target.value }])}
              className={classNames(
                "min-h-9 w-full rounded-md border border-line px-2 text-sm text-ink transition-colors hover:border-line-strong aria-invalid:border-bad",
                IS_NUMBER.has(field) && "figures text-right",
                edited === undefined ? "bg-transparent" : "bg-accent-soft",
                WIDTHS[field],
              )}
            />
            {isNoted ? (
              <span
                id={noteId}
                className={classNames("block max-w-40 px-2 text-xs", error ? "text-bad" : "text-muted")}
              >
                {[
                  error ?? t("was", { value: savedText(row, field) || t("empty") }),
                  ...(their === undefined ? [] : [t("theirs", { value: their || t("empty") })]),
                ].join(" ")}
              </span>
            ) : null}
          </td>
        );
      })}
    </tr>
  );
});
