import type { UserId } from "@cartwright/contracts/ids";
import { type SetUpList, VIEWS_SHOWN_MAX } from "@cartwright/contracts/list-setup";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

export interface ViewRow {
  readonly id: string;
  readonly author_id: UserId | null;
  readonly list: SetUpList;
  readonly name: string;
  readonly query: string;
  readonly shared: boolean;
  readonly version: number;
}

const VIEW = sql`v.id, v.author_id, v.list, v.name, v.query, v.shared, v.version`;

export interface ListedViewRow extends ViewRow {
  /** How its author is called. */
  readonly author: string | null;
}

/** The views of a list that a person sees, by name: their own, and those that others share. */
export async function selectViews(
  db: Db,
  { list, userId }: { readonly list: SetUpList; readonly userId: UserId },
): Promise<ListedViewRow[]> {
  const { rows } = await sql<ListedViewRow>`
    select ${VIEW}, case when u.status <> 'deleted' then coalesce(nullif(trim(u.first_name || ' ' || u.last_name), ''), u.email) end as author
    from (
      (select * from accounts.saved_views as own where own.author_id = ${userId} and own.list = ${list})
      union all
      (select * from accounts.saved_views as others
        where others.shared and others.list = ${list} and others.author_id is distinct from ${userId}
        order by lower(others.name), others.id limit ${VIEWS_SHOWN_MAX})
    ) as v left join accounts.users as u on u.id = v.author_id
    order by v.author_id = ${userId} desc nulls last, lower(v.name), v.id limit ${VIEWS_SHOWN_MAX}`.execute(db);
  return rows;
}

/** Until the transaction ends, no one else adds views in this person's name: one's own, counted. */
export async function lockAuthor(tx: Tx, userId: UserId): Promise<{ readonly views: number }> {
  await sql`select from accounts.users where id = ${userId} for no key update`.execute(tx);
  const { rows } = await sql<{ views: number }>`
    select count(*)::int as views from accounts.saved_views where author_id = ${userId}`.execute(tx);
  return { views: rows[0]?.views ?? 0 };
}

/** A view with its row locked. */
export async function lockView(tx: Tx, id: string): Promise<ViewRow | undefined> {
  const { rows } =
    await sql<ViewRow>`select ${VIEW} from accounts.saved_views as v where v.id = ${id} for update`.execute(tx);
  return rows[0];
}

export async function insertView(tx: Tx, view: Omit<ViewRow, "version">): Promise<void> {
  await tx.insertInto("accounts.saved_views").values(view).execute();
}

export async function updateView(
  tx: Tx,
  { id, name, query, shared }: Pick<ViewRow, "id" | "name" | "query" | "shared">,
): Promise<void> {
  await sql`
    update accounts.saved_views set name = ${name}, query = ${query}, shared = ${shared}, version = version + 1, updated_at = now()
    where id = ${id}`.execute(tx);
}

export async function deleteView(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom("accounts.saved_views").where("id", "=", id).execute();
}

interface OfPerson {
  readonly userId: UserId;
  readonly list: SetUpList;
}

export async function selectHiddenColumns(db: Db, { userId, list }: OfPerson): Promise<readonly string[]> {
  const row = await db
    .selectFrom("accounts.hidden_columns")
    .select("columns")
    .where("user_id", "=", userId)
    .where("list", "=", list)
    .executeTakeFirst();
  return row?.columns ?? [];
}

/** The last choice stays. */
export async function upsertHiddenColumns(
  db: Db,
  { userId, list }: OfPerson,
  columns: readonly string[],
): Promise<void> {
  await sql`
    insert into accounts.hidden_columns (user_id, list, columns) values (${userId}, ${list}, ${[...columns]}::text[])
    on conflict (user_id, list) do update set columns = excluded.columns`.execute(db);
}

/** Deletes what is a person's own, and takes their name off what they shared. */
export async function deleteListSetups(tx: Tx, userId: UserId): Promise<void> {
  await sql`delete from accounts.hidden_columns where user_id = ${userId}`.execute(tx);
  await sql`delete from accounts.saved_views where author_id = ${userId} and not shared`.execute(tx);
  await sql`update accounts.saved_views set author_id = null where author_id = ${userId}`.execute(tx);
}
