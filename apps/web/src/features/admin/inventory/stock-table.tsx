import type { AdminStockRow } from "@cartwright/contracts/admin-products";
import type { ListColumnOf } from "@cartwright/contracts/list-setup";
import { useTranslations } from "@cartwright/messages/use-translations";
import { classNames } from "@cartwright/ui/class-names";
import { Table, Td, Th } from "@cartwright/ui/table";
import type { Ref } from "react";
import { isOnlyVariant } from "@cartwright/contracts/only-variant";

const WIDE = "max-md:hidden";
const CELL = "py-2";

interface StockTableProps {
  rows: readonly AdminStockRow[];
  body: Ref<HTMLTableSectionElement>;
  /** Whether the person wants to see a column. */
  shows: (column: ListColumnOf<"inventory">) => boolean;
  onOpen: (row: AdminStockRow) => void;
}

/** The name of a variant, with its product's title. */
export function stockName(
  { productTitle, variantTitle }: AdminStockRow,
  t: (key: "name", values: { product: string; variant: string }) => string,
): string {
  return isOnlyVariant(variantTitle) ? productTitle : t("name", { product: productTitle, variant: variantTitle });
}

/** What is available, and what to know about it: nothing is low that is not counted. */
function AvailableUnits({ row }: { row: AdminStockRow }) {
  const t = useTranslations("adminInventory");
  const { available, policy, oversold } = row;
  if (policy === "untracked") return <span className="text-muted">{t("notTracked")}</span>;
  const gone = available <= 0 && policy === "tracked";
  const low = available <= row.lowAt;
  return (
    <span className={gone ? "text-bad" : low ? "text-warn" : ""}>
      {available}
      {policy === "backorder" ? <span className="block text-xs">{t("policy.backorder")}</span> : null}
      {low ? (
        <span className="block text-xs">
          {oversold > 0 ? t("oversold", { count: oversold }) : gone ? t("soldOut") : t("low")}
        </span>
      ) : null}
    </span>
  );
}

/** Stock as rows, lowest available first; the whole row opens the movements. */
export function StockTable({ rows, body, shows, onOpen }: StockTableProps) {
  const t = useTranslations("adminInventory");
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th>{t("column.variant")}</Th>
          {shows("sku") ? <Th className={WIDE}>{t("column.sku")}</Th> : null}
          {shows("onHand") ? <Th className={classNames("text-right", WIDE)}>{t("column.onHand")}</Th> : null}
          {shows("reserved") ? <Th className={classNames("text-right", WIDE)}>{t("column.reserved")}</Th> : null}
          {shows("available") ? <Th className="text-right">{t("column.available")}</Th> : null}
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
                {stockName(row, t)}
              </button>
              {shows("onHand") && shows("reserved") ? (
                <span className="figures block text-xs text-muted md:hidden">
                  {t("summary", { onHand: row.onHand, reserved: row.reserved })}
                </span>
              ) : null}
            </Td>
            {shows("sku") ? (
              <Td className={classNames(CELL, WIDE, "font-mono text-[0.8125rem] text-ink-soft")}>{row.sku}</Td>
            ) : null}
            {shows("onHand") ? <Td className={classNames(CELL, WIDE, "figures text-right")}>{row.onHand}</Td> : null}
            {shows("reserved") ? (
              <Td className={classNames(CELL, WIDE, "figures text-right text-ink-soft")}>{row.reserved}</Td>
            ) : null}
            {shows("available") ? (
              <Td className={classNames(CELL, "figures text-right")}>
                <AvailableUnits row={row} />
              </Td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
