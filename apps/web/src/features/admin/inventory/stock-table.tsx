import type { AdminStockRow } from "@cartwright/contracts/admin-products";
import { classNames } from "@cartwright/ui/class-names";
import { Table, Td, Th } from "@cartwright/ui/table";
import type { Ref } from "react";
import { isOnlyVariant } from "../../cart/only-variant.ts";

const WIDE = "max-md:hidden";
const CELL = "py-2";

interface StockTableProps {
  rows: readonly AdminStockRow[];
  body: Ref<HTMLTableSectionElement>;
  onOpen: (row: AdminStockRow) => void;
}

/** What a variant is called beside others of its kind. */
export function stockName({ productTitle, variantTitle }: AdminStockRow): string {
  return isOnlyVariant(variantTitle) ? productTitle : `${productTitle}, ${variantTitle}`;
}

/** Stock as rows, least available first; a whole row opens what happened to it. */
export function StockTable({ rows, body, onOpen }: StockTableProps) {
  return (
    <Table caption="Stock, least available first">
      <thead>
        <tr>
          <Th>Variant</Th>
          <Th className={WIDE}>SKU</Th>
          <Th className={classNames("text-right", WIDE)}>On hand</Th>
          <Th className={classNames("text-right", WIDE)}>Held</Th>
          <Th className="text-right">Available</Th>
        </tr>
      </thead>
      <tbody ref={body}>
        {rows.map((row) => (
          <tr key={row.variantId} className="relative transition-colors last:*:border-b-0 hover:bg-sunk">
            <Td className={CELL}>
              <button
                type="button"
                onClick={() => onOpen(row)}
                className="block max-w-md truncate text-left font-medium after:absolute after:inset-0 focus-visible:-outline-offset-2 max-md:max-w-52"
              >
                {stockName(row)}
              </button>
              <span className="figures block text-xs text-muted md:hidden">
                {row.onHand} on hand, {row.reserved} held
              </span>
            </Td>
            <Td className={classNames(CELL, WIDE, "font-mono text-[0.8125rem] text-ink-soft")}>{row.sku}</Td>
            <Td className={classNames(CELL, WIDE, "figures text-right")}>{row.onHand}</Td>
            <Td className={classNames(CELL, WIDE, "figures text-right text-ink-soft")}>{row.reserved}</Td>
            <Td className={classNames(CELL, "figures text-right")}>
              <span className={row.available <= 0 ? "text-bad" : row.available <= row.lowAt ? "text-warn" : ""}>
                {row.available}
                {row.available > row.lowAt ? null : (
                  <span className="block text-xs">{row.available <= 0 ? "sold out" : "low"}</span>
                )}
              </span>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
