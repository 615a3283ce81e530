import type { ProductId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";

export interface MappedProduct {
  readonly id: ProductId;
  readonly slug: string;
  readonly isOnSale: boolean;
  readonly updatedAt: Date;
}

/** Products after one id, in the order of their ids, those that are not on sale as well. Null begins at the first. */
export async function selectMapped(db: Db, after: ProductId | null, limit: number): Promise<MappedProduct[]> {
  const from = after === null ? sql`` : sql`where id > ${after}::uuid`;
  const { rows } = await sql<MappedProduct>`
    select id, slug, status = 'active' as "isOnSale", updated_at as "updatedAt" from catalog.products ${from} order by id limit ${limit}`.execute(
    db,
  );
  return rows;
}

export interface SitemapFile {
  readonly name: string;
  /** gzip. */
  readonly content: Buffer;
  readonly urls: number;
}

export async function upsertSitemap(db: Db, file: SitemapFile): Promise<void> {
  await sql`
    insert into catalog.sitemaps (name, content, urls) values (${file.name}, ${file.content}, ${file.urls})
    on conflict (name) do update set content = excluded.content, urls = excluded.urls, written_at = now()`.execute(db);
}

/** Removes the files that the last walk did not write. */
export async function deleteOtherSitemaps(db: Db, names: readonly string[]): Promise<void> {
  await sql`delete from catalog.sitemaps where name <> all(${[...names]}::text[])`.execute(db);
}

export interface SitemapEntry {
  readonly name: string;
  readonly writtenAt: Date;
}

export async function selectSitemaps(db: Db): Promise<SitemapEntry[]> {
  const { rows } = await sql<SitemapEntry>`
    select name, written_at as "writtenAt" from catalog.sitemaps order by length(name), name`.execute(db);
  return rows;
}

export async function selectSitemap(db: Db, name: string): Promise<(SitemapEntry & { content: Buffer }) | undefined> {
  const { rows } = await sql<SitemapEntry & { content: Buffer }>`
    select name, written_at as "writtenAt", content from catalog.sitemaps where name = ${name}`.execute(db);
  return rows[0];
}

/** Seconds since the oldest file was written. Null without files. */
export async function selectSitemapAge(db: Db): Promise<number | null> {
  const { rows } = await sql<{ age: number | null }>`
    select extract(epoch from now() - min(written_at))::float8 as age from catalog.sitemaps`.execute(db);
  return rows[0]?.age ?? null;
}
