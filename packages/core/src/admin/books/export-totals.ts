import type { DayPeriod } from "@cartwright/contracts/day-period";
import type { DailyTotals } from "@cartwright/contracts/ledger";
import { decimalOfMinor } from "@cartwright/contracts/money";
import { inTransaction } from "@cartwright/db/transaction";
import { stringify } from "csv-stringify/sync";
import { appendAudit } from "../../kernel/append-audit.ts";
import type { Deps } from "../../kernel/deps.ts";
import { readShopTime } from "../../orders/shop-time.ts";
import { auditOf, type PlainStaffAct } from "../staff-act.ts";
import { type DayTotalRow, selectDayTotals } from "./ledger.sql.ts";

const ROWS_MAX = 20_000;

const COLUMNS: Readonly<Record<string, (row: DayTotalRow) => string>> = {
  day: (row) => row.day,
  provider: (row) => row.provider ?? "",
  currency: (row) => row.currency,
  kind: (row) => row.kind,
  account: (row) => row.account,
  debit: (row) => (row.amountMinor > 0 ? decimalOfMinor(row.amountMinor, row.currency) : ""),
  credit: (row) => (row.amountMinor < 0 ? decimalOfMinor(-row.amountMinor, row.currency) : ""),
  entries: (row) => String(row.entries),
};

/** Totals as CSV with a header. All values are codes and numbers of our own, none of which a spreadsheet takes for a formula. */
export function toTotalsCsv(rows: readonly DayTotalRow[]): string {
  const columns = Object.entries(COLUMNS);
  return stringify([columns.map(([name]) => name), ...rows.map((row) => columns.map(([, read]) => read(row)))]);
}

/**
 * The totals of each day on the shop's calendar by provider, currency, kind of transfer and account, for the bookkeeper. Debits
 * and credits of a day and currency are equal. Audited. At most 20,000 rows of at most 366 days.
 */
export async function exportTotals(
  deps: Pick<Deps, "db">,
  period: DayPeriod,
  act: PlainStaffAct,
): Promise<DailyTotals> {
  return inTransaction(deps.db, async (tx) => {
    const { timeZone } = await readShopTime(tx);
    const found = await selectDayTotals(tx, { ...period, timeZone }, ROWS_MAX + 1);
    const rows = found.slice(0, ROWS_MAX);
    const after = { ...period, timeZone, rows: rows.length };
    await appendAudit(tx, { ...auditOf(act), action: "payments.export", subject: { kind: "books", id: "all" }, after });
    return { csv: toTotalsCsv(rows), rows: rows.length, isComplete: found.length <= ROWS_MAX, timeZone };
  });
}
