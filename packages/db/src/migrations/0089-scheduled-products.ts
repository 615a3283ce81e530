import { type Kysely, sql } from "kysely";

/** When a draft is to be published. A product that is no draft is not waiting, whoever gave it its status. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table catalog.products add column publish_at timestamptz`.execute(db);
  await sql`
    create function catalog.forget_publication() returns trigger language plpgsql as $$
    begin
      new.publish_at := null;
      return new;
    end $$`.execute(db);
  await sql`
    create trigger products_published before update of status on catalog.products for each row
    when (new.status <> 'draft' and new.publish_at is not null) execute function catalog.forget_publication()`.execute(
    db,
  );
  // Not checked for the rows that are there: none of them has a time, and reading all of them would stop the shop meanwhile.
  await sql`
    alter table catalog.products add constraint products_publish_draft check (publish_at is null or status = 'draft') not valid`.execute(
    db,
  );
  await sql`create index products_to_publish on catalog.products (publish_at) where publish_at is not null`.execute(db);
}
