import type {
  AdminLedgerBalances,
  AdminListLedger,
  LedgerBalances,
  LedgerPage,
  LedgerRow,
} from "@cartwright/contracts/ledger";
import { localTime } from "@cartwright/contracts/time-zone";
import type { Db } from "@cartwright/db/client";
import { z } from "zod";
import { decodeCursor, toPage } from "../../kernel/cursor.ts";
import { createSumMemory } from "../../kernel/cost-memory.ts";
import { readShopTime } from "../../orders/shop-time.ts";
import { type BalanceRow, type LedgerEntryRow, selectBalances, selectBalancesOf, selectLedger } from "./ledger.sql.ts";

const Position = z.tuple([z.int().min(0)]);
/** The most entries that are added up: some months of a shop with a thousand orders a day. */
const ENTRIES_MAX = 200_000;

const countOf = (rows: readonly BalanceRow[]) => rows.reduce((sum, { entries }) => sum + entries, 0);

/** Adding up a month of a large shop takes longer than a page should. */
const recallBalances = createSumMemory<readonly BalanceRow[]>({
  isCostly: (rows) => countOf(rows) >= 20_000,
  entriesMax: 20,
});

const rowOf = ({ at, ...row }: LedgerEntryRow): LedgerRow => ({ ...row, at: at.toISOString() });

/** Entries of the ledger, newest first. Throws `invalid_input` for a cursor of another list. */
export async function listLedger(db: Db, input: z.output<typeof AdminListLedger>): Promise<LedgerPage> {
  const { order = null, account = null, limit } = input;
  const [beforeId = null] = input.cursor ? decodeCursor(input.cursor, Position) : [];
  const rows = await selectLedger(db, { order, account, beforeId, limit: limit + 1 });
  const { shown, nextCursor } = toPage(rows, limit, (last) => [last.id]);
  return {
    items: shown.map(rowOf),
    nextCursor,
  };
}

/** The balances of an order, or of a period on the shop's calendar: without one, this month so far. Those of many entries are up to 5 s old. */
export async function readLedgerBalances(db: Db, input: z.output<typeof AdminLedgerBalances>): Promise<LedgerBalances> {
  const shown = (rows: readonly BalanceRow[]) =>
    rows.map(({ account, currency, amountMinor }) => ({ account, currency, amountMinor }));
  if (input.order) return { period: null, accounts: shown(await selectBalancesOf(db, input.order)), isComplete: true };
  const { timeZone, now } = await readShopTime(db);
  const { date: today } = localTime(now.getTime(), timeZone);
  const period = input.period ?? { from: `${today.slice(0, 8)}01`, to: today };
  const key = [period.from, period.to, timeZone].join(" ");
  const rows = await recallBalances(db, key, () => selectBalances(db, { ...period, timeZone }, ENTRIES_MAX));
  return { period, accounts: shown(rows), isComplete: countOf(rows) < ENTRIES_MAX };
}
