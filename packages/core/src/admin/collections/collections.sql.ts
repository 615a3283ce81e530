import { CHOSEN_MAX, type CollectionKind } from "@cartwright/contracts/collections";
import type { CollectionId, ProductId } from "@cartwright/contracts/ids";
import type { ProductStatus } from "@cartwright/contracts/product-status";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";
import { atMicroseconds, microsecondsOf } from "../../kernel/microseconds.ts";
import { escapeLike } from "../../kernel/escape-like.ts";

export interface CollectionRow {
  readonly id: CollectionId;
  readonly slug: string;
  readonly title: string;
  readonly kind: CollectionKind;
  readonly inNavigation: boolean;
  readonly key: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly tint: string | null;
  readonly productCount: number;
  readonly updatedAt: Date;
  /** Microseconds since the epoch, for the cursor. */
  readonly updatedUs: number;
}

const ROW = sql`c.id, c.slug, c.title, c.kind, c.in_navigation as "inNavigation", c.image_key as key, c.image_width as width,
  c.image_height as height, c.image_tint as tint, c.updated_at as "updatedAt", ${microsecondsOf(sql`c.updated_at`)} as "updatedUs",
  (select count(*)::int from catalog.collection_products m where m.collection_id = c.id) as "productCount"`;

export interface CollectionFilter {
  /** Part of a title. Null for all. */
  readonly query: string | null;
  readonly before: { readonly updatedUs: number; readonly id: string } | null;
  readonly limit: number;
}

/** Collections, last changed first. There are a thousand at most. */
export async function selectCollectionList(db: Db, filter: CollectionFilter): Promise<CollectionRow[]> {
  const { query, before, limit } = filter;
  const found = query === null ? sql`true` : sql`c.title ilike ${`%${escapeLike(query)}%`}`;
  const isBefore =
    before === null ? sql`true` : sql`(c.updated_at, c.id) < (${atMicroseconds(before.updatedUs)}, ${before.id}::uuid)`;
  const { rows } = await sql<CollectionRow>`
    select ${ROW} from (
      select * from catalog.collections c where ${found} and ${isBefore} order by c.updated_at desc, c.id desc limit ${limit}
    ) c order by c.updated_at desc, c.id desc`.execute(db);
  return rows;
}

export interface CollectionDetailRow extends CollectionRow {
  readonly version: number;
  readonly description: string;
  readonly rules: unknown;
  readonly products: readonly {
    readonly id: ProductId;
    readonly title: string;
    readonly status: ProductStatus;
    readonly key: string | null;
  }[];
}

/** A collection with the products that were chosen for it, in their order. */
export async function selectCollectionDetail(db: Db, id: CollectionId): Promise<CollectionDetailRow | undefined> {
  const { rows } = await sql<CollectionDetailRow>`
    select ${ROW}, c.version, c.description, c.rules,
      (select coalesce(json_agg(json_build_object('id', chosen.id, 'title', chosen.title, 'status', chosen.status, 'key', chosen.key)
          order by chosen.position, chosen.id), '[]')
        from (
          select p.id, p.title, p.status, m.position,
            (select i.key from catalog.images i where i.product_id = p.id and i.key is not null order by i.position limit 1) as key
          from catalog.collection_products m join catalog.products p on p.id = m.product_id
          where m.collection_id = c.id and c.kind = 'manual' order by m.position, p.id limit ${CHOSEN_MAX}
        ) chosen) as products
    from catalog.collections c where c.id = ${id}`.execute(db);
  return rows[0];
}
