import type { AdminCollectionPage, AdminCollectionRow, AdminListCollections } from "@cartwright/contracts/collections";
import type { Db } from "@cartwright/db/client";
import { z } from "zod";
import { pictureUrl } from "../../catalog/picture.ts";
import { decodeCursor, toPage } from "../../kernel/cursor.ts";
import { type CollectionRow, selectCollectionList } from "./collections.sql.ts";

const Position = z.tuple([z.int().min(0), z.uuid()]);

export function toCollectionRow(row: CollectionRow): AdminCollectionRow {
  const { id, slug, title, kind, inNavigation, productCount } = row;
  return {
    id,
    slug,
    title,
    kind,
    inNavigation,
    productCount,
    imageUrl: row.key === null ? null : pictureUrl(row.key, 320),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** Collections for the back office, last changed first. Throws `invalid_input` for a cursor of another list. */
export async function listCollections(
  db: Db,
  input: z.output<typeof AdminListCollections>,
): Promise<z.infer<typeof AdminCollectionPage>> {
  const [updatedUs, id] = input.cursor ? decodeCursor(input.cursor, Position) : [];
  const rows = await selectCollectionList(db, {
    query: input.query || null,
    before: updatedUs !== undefined && id ? { updatedUs, id } : null,
    limit: input.limit + 1,
  });
  const { shown, nextCursor } = toPage(rows, input.limit, (last) => [last.updatedUs, last.id]);
  return { items: shown.map(toCollectionRow), nextCursor };
}
