import type { PageRequest } from "@cartwright/contracts/paging";
import type { MailPage } from "@cartwright/contracts/shop";
import { z } from "zod";
import { decodeCursor, encodeCursor } from "../kernel/cursor.ts";
import type { Deps } from "../kernel/deps.ts";
import { selectMails } from "./mails.sql.ts";

const Position = z.tuple([
  z
    .string()
    .max(40)
    .regex(/^\d{4}-\d\d-\d\d [\d:.+]+$/),
  z.uuid(),
]);

/** All mails of the shop, newest first, one page at a time. Only for the mailbox page of the embedded default. */
export async function listMails(deps: Pick<Deps, "db">, page: PageRequest): Promise<z.infer<typeof MailPage>> {
  const after = page.cursor === undefined ? null : decodeCursor(page.cursor, Position);
  const rows = await selectMails(deps.db, { after, limit: page.limit + 1 });
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  return {
    items: shown.map(({ position: _position, createdAt, sentAt, id, template, recipient, subject, state }) => {
      const times = [createdAt.toISOString(), sentAt?.toISOString() ?? null] as const;
      return { id, template, recipient, subject, state, createdAt: times[0], sentAt: times[1] };
    }),
    nextCursor: last ? encodeCursor([last.position, last.id]) : null,
  };
}
