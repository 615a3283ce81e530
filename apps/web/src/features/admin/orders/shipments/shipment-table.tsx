import { useTranslations } from "@cartwright/messages/use-translations";
import { classNames } from "@cartwright/ui/class-names";
import { Table, Td, Th } from "@cartwright/ui/table";
import Link from "next/link";
import { isLeftOut, type ShipmentRow } from "./use-ship-list.ts";

const WIDE = "max-md:hidden";
const CELL = "py-2 align-top";

/** The lines of a list with what each does or has done; those that are left out come first. */
export function ShipmentTable({ rows }: { rows: readonly ShipmentRow[] }) {
  const t = useTranslations("adminShipments");
  const sorted = rows.toSorted((a, b) => Number(isLeftOut(b)) - Number(isLeftOut(a)) || a.line - b.line);
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-surface">
      <Table caption={t("caption")}>
        <thead>
          <tr>
            <Th className="text-right">{t("column.line")}</Th>
            <Th>{t("column.order")}</Th>
            <Th className={WIDE}>{t("column.carrier")}</Th>
            <Th className={WIDE}>{t("column.tracking")}</Th>
            <Th>{t("column.result")}</Th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <Row key={row.line} row={row} />
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function Row({ row }: { row: ShipmentRow }) {
  const t = useTranslations("adminShipments");
  const { line, typed, entry, problem, effect, isShipped } = row;
  const hasOrder = entry !== null && effect !== "no_order";
  return (
    <tr className="last:*:border-b-0">
      <Td className={classNames(CELL, "figures text-right text-muted")}>{line}</Td>
      <Td className={classNames(CELL, "max-w-48 font-mono text-[0.8125rem] break-words")}>
        {hasOrder ? (
          <Link
            href={`/admin/orders/${entry.number}`}
            prefetch={false}
            className="inline-flex min-h-6 items-center whitespace-nowrap underline underline-offset-4"
          >
            {entry.number}
          </Link>
        ) : (
          typed.number
        )}
        <span className="block text-xs text-muted md:hidden">
          {[typed.carrier, typed.trackingNumber].filter((text) => text !== "").join(" ")}
        </span>
      </Td>
      <Td className={classNames(CELL, WIDE, "max-w-48 break-words")}>{typed.carrier}</Td>
      <Td className={classNames(CELL, WIDE, "max-w-64 break-words")}>{typed.trackingNumber}</Td>
      <Td className={classNames(CELL, isLeftOut(row) ? "text-bad" : isShipped ? "text-good" : "text-ink-soft")}>
        {problem === null ? null : t(`problem.${problem}`)}
        {effect === null ? null : isShipped ? t("shipped") : t(`effect.${effect}`)}
      </Td>
    </tr>
  );
}
