import { type AdminListFindings, BookFinding, type BookFindingPage, type BookRun } from "@cartwright/contracts/books";
import { Currency, SHOP_CURRENCY } from "@cartwright/contracts/money";
import type { Db } from "@cartwright/db/client";
import { z } from "zod";
import { decodeCursor, toPage } from "../../kernel/cursor.ts";
import { countOpenFindings } from "../../payments/reconciliation-state.ts";
import { type FindingRow, selectFindings, selectRun } from "./findings.sql.ts";

const Position = z.tuple([z.int().min(0), z.uuid(), z.string().max(40)]);

function rowOf({ atUs: _cursor, currency, firstSeenAt, resolvedAt, repairedAt, ...row }: FindingRow) {
  return {
    ...row,
    currency: Currency.catch(SHOP_CURRENCY).parse(currency),
    firstSeenAt: firstSeenAt.toISOString(),
    resolvedAt: resolvedAt?.toISOString() ?? null,
    repairedAt: repairedAt?.toISOString() ?? null,
  };
}

async function readRun(db: Db): Promise<BookRun> {
  const run = await selectRun(db);
  return {
    finishedAt: run?.finishedAt?.toISOString() ?? null,
    compared: run?.compared ?? 0,
    checkedAt: run?.checkedAt?.toISOString() ?? null,
    isRunning: run?.isRunning ?? false,
  };
}

/** What the reconciliation found, the newest first, and when it last ran. Throws `invalid_input` for a cursor of another list. */
export async function listFindings(db: Db, input: z.output<typeof AdminListFindings>): Promise<BookFindingPage> {
  const { state, finding = null, limit } = input;
  const [atUs, orderId, kind] = input.cursor ? decodeCursor(input.cursor, Position) : [];
  const before = atUs !== undefined && orderId && kind ? { atUs, orderId, finding: kind } : null;
  const [rows, counts, run] = await Promise.all([
    selectFindings(db, { state, finding, before, limit: limit + 1 }),
    countOpenFindings(db),
    readRun(db),
  ]);
  const { shown, nextCursor } = toPage(rows, limit, (last) => [last.atUs, last.orderId, last.finding]);
  return {
    items: shown.map(rowOf),
    nextCursor,
    counts: BookFinding.options.flatMap((each) => {
      const count = counts.get(each) ?? 0;
      return count > 0 ? [{ finding: each, count }] : [];
    }),
    run,
  };
}
