import {
  type AdminListDeadLetters,
  DEAD_LETTERS_COUNTED_MAX,
  type DeadLetterDetail,
  type DeadLetterPage,
  type DeadLetterRow,
} from "@cartwright/contracts/dead-letters";
import type { Db } from "@cartwright/db/client";
import { z } from "zod";
import { AppError } from "../kernel/app-error.ts";
import { decodeCursor, toPage } from "../kernel/cursor.ts";
import { showEmail } from "../kernel/show-email.ts";
import { selectEmails } from "./audit.sql.ts";
import { countCauses, type LetterRow, selectLetter, selectLetters } from "./dead-letters.sql.ts";

const Position = z.tuple([z.int().min(0), z.uuid()]);

const rowOf = ({ failedAtUs: _cursor, failedAt, ...row }: LetterRow): DeadLetterRow => ({
  ...row,
  failedAt: failedAt.toISOString(),
});

/** Messages that could not be handled, newest first. Throws `invalid_input` for a cursor of another list. */
export async function listDeadLetters(db: Db, input: z.output<typeof AdminListDeadLetters>): Promise<DeadLetterPage> {
  const [atUs, id] = input.cursor ? decodeCursor(input.cursor, Position) : [];
  const before = atUs !== undefined && id !== undefined ? { atUs, id } : null;
  const { state, cause = null, limit } = input;
  const text = input.query ? input.query.toLowerCase() : null;
  const [rows, causes] = await Promise.all([
    selectLetters(db, { state, cause, text, before, limit: limit + 1 }),
    countCauses(db, DEAD_LETTERS_COUNTED_MAX),
  ]);
  const { shown, nextCursor } = toPage(rows, limit, (last) => [last.failedAtUs, last.id]);
  return { items: shown.map(rowOf), causes, nextCursor };
}

/** One of them with its payload. Throws `not_found`. */
export async function getDeadLetter(db: Db, id: string): Promise<DeadLetterDetail> {
  const found = await selectLetter(db, id);
  if (!found) throw new AppError("not_found");
  const { failedAtUs: _cursor, failedAt, resolvedAt, resolvedBy, ...letter } = found;
  const email = resolvedBy === null ? undefined : (await selectEmails(db, [resolvedBy])).get(resolvedBy);
  return {
    ...letter,
    failedAt: failedAt.toISOString(),
    resolvedAt: resolvedAt?.toISOString() ?? null,
    resolvedBy: email === undefined ? null : showEmail(email),
  };
}
