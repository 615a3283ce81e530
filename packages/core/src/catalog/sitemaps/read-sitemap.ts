import type { Db } from "@cartwright/db/client";
import { sitemapIndexXml } from "./sitemap-xml.ts";
import { selectSitemap, selectSitemaps } from "./sitemaps.sql.ts";

/** The index of the sitemaps as XML. Null until they have been written for the first time. */
export async function readSitemapIndex(db: Db, origin: string): Promise<string | null> {
  const files = await selectSitemaps(db);
  return files.length === 0 ? null : sitemapIndexXml(origin, files);
}

/** One sitemap: gzip, and when it was written. Null when there is none of this name. */
export async function readSitemap(db: Db, name: string): Promise<{ content: Buffer; writtenAt: Date } | null> {
  return (await selectSitemap(db, name)) ?? null;
}
