import type { AdminListReturns, AdminReturnPage, AdminReturnRow } from "@cartwright/contracts/returns";
import type { Db } from "@cartwright/db/client";
import { z } from "zod";
import { decodeCursor, toPage } from "../kernel/cursor.ts";
import { showEmail } from "../kernel/show-email.ts";
import { readOrderQuery } from "../search/read-query.ts";
import { staffWordsOf } from "../search/staff-words.ts";
import { type ListedReturnRow, selectReturns } from "./returns.sql.ts";

const Position = z.tuple([z.int().min(0), z.uuid()]);

const rowOf = ({ createdUs: _cursor, createdAt, email, ...row }: ListedReturnRow): AdminReturnRow => ({
  ...row,
  email: showEmail(email),
  createdAt: createdAt.toISOString(),
});

/** Returns in one state, newest first. Throws `invalid_input` for a cursor of another list. */
export async function listReturns(db: Db, input: z.output<typeof AdminListReturns>): Promise<AdminReturnPage> {
  const [createdUs, id] = input.cursor ? decodeCursor(input.cursor, Position) : [];
  const query = input.query ?? "";
  const { words, isNumber } = staffWordsOf(query);
  const search = words === "" ? null : await readOrderQuery(db, words);
  if (query !== "" && search === null) return { items: [], nextCursor: null };
  const rows = await selectReturns(db, {
    search,
    isNumber,
    state: input.state,
    before: createdUs !== undefined && id !== undefined ? { createdUs, id } : null,
    limit: input.limit + 1,
  });
  const { shown, nextCursor } = toPage(rows, input.limit, (last) => [last.createdUs, last.id]);
  return {
    items: shown.map(rowOf),
    nextCursor,
  };
}
