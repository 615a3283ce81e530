import type { ImportId } from "@cartwright/contracts/ids";
import type {
  AdminImport,
  AdminImportPage,
  AdminImportRow,
  AdminListImports,
} from "@cartwright/contracts/product-imports";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { z } from "zod";
import { AppError } from "../../kernel/app-error.ts";
import { decodeCursor, toPage } from "../../kernel/cursor.ts";
import { showEmail } from "../../kernel/show-email.ts";
import { type ListedImport, selectImportDetail, selectImports } from "./imports.sql.ts";

const Position = z.tuple([z.uuid()]);

function show({ author, createdAt, startedAt, endedAt, ...row }: ListedImport): AdminImportRow {
  return {
    ...row,
    author: author === null ? null : showEmail(author),
    createdAt: createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
  };
}

/** Imports of product files, newest first. Throws `invalid_input` for a cursor of another list. */
export async function listImports(db: Db, input: z.output<typeof AdminListImports>): Promise<AdminImportPage> {
  const [beforeId = null] = input.cursor ? decodeCursor(input.cursor, Position) : [];
  const rows = await selectImports(db, { beforeId, limit: input.limit + 1 });
  const { shown, nextCursor } = toPage(rows, input.limit, (last) => [last.id]);
  return { items: shown.map(show), nextCursor };
}

/** One import with its report. Throws `not_found`. */
export async function getImport(db: Db | Tx, id: ImportId): Promise<AdminImport> {
  const found = await selectImportDetail(db, id);
  if (!found) throw new AppError("not_found");
  const { report, ahead, ...row } = found;
  return { ...show(row), report, ahead };
}
