import type { AdminDraftPage, AdminListDrafts } from "@cartwright/contracts/order-drafts";
import type { Db } from "@cartwright/db/client";
import { z } from "zod";
import { decodeCursor, toPage } from "../../kernel/cursor.ts";
import { showEmail } from "../../kernel/show-email.ts";
import { selectDrafts } from "../../orders/order-drafts.ts";

const Position = z.tuple([z.int().min(0), z.uuid()]);

/** Drafts, newest first, of all states or one. Throws `invalid_input` for a cursor of another list. */
export async function listDrafts(db: Db, input: z.output<typeof AdminListDrafts>): Promise<AdminDraftPage> {
  const [createdUs, id] = input.cursor ? decodeCursor(input.cursor, Position) : [];
  const rows = await selectDrafts(db, {
    state: input.state ?? null,
    before: createdUs !== undefined && id !== undefined ? { createdUs, id } : null,
    limit: input.limit + 1,
  });
  const { shown, nextCursor } = toPage(rows, input.limit, (last) => [last.createdUs, last.id]);
  return {
    items: shown.map(({ id: draftId, createdUs: _cursor, createdAt, email, ...row }) =>
      Object.assign(row, { draftId, email: showEmail(email), createdAt: createdAt.toISOString() }),
    ),
    nextCursor,
  };
}
