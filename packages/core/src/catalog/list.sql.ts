import type { ListProducts, ProductSort } from "@cartwright/contracts/catalog";
import type { CategoryId, CollectionId, ProductId } from "@cartwright/contracts/ids";
import type { Currency } from "@cartwright/contracts/money";
import type { Db } from "@cartwright/db/client";
import { type RawBuilder, sql } from "kysely";
import { packOption } from "./option-values.ts";
import type { PictureRow } from "./picture.ts";

/** No statement of the list reads more matches than this, however large the catalogue. */
export const MATCHES_MAX = 10_000;
/** The most matches that are ranked by relevance: no one pages further, and each costs a read of its row. */
const RANKED_MAX = 3_000;

/** A list's filters, prepared for statements. */
export interface ListFilter {
  /** The text of a tsquery, from `readSearchQuery`. */
  readonly search: string | null;
  /** The category with its descendants. Null for the whole shop. */
  readonly categoryIds: readonly CategoryId[] | null;
  /** Null for the whole shop. */
  readonly collectionId: CollectionId | null;
  readonly priceMin: number | undefined;
  readonly priceMax: number | undefined;
  readonly inStock: boolean | undefined;
  readonly options: NonNullable<ListProducts["options"]>;
}

export interface CardRow extends PictureRow {
  readonly id: ProductId;
  readonly slug: string;
  readonly title: string;
  readonly vendor: string;
  readonly priceMinor: number;
  readonly priceMaxMinor: number;
  readonly compareAtMinor: number | null;
  readonly currency: Currency;
  readonly inStock: boolean;
  /** With microseconds, so that a cursor can name the exact position. */
  readonly createdAt: string;
  readonly rank: number;
  /** In a collection by hand; absent elsewhere. */
  readonly position?: number | null;
}

/** Where a page starts: after this row, in the list's order. */
export interface ListPosition {
  readonly value: string | number;
  readonly id: string;
}

type Fragment = RawBuilder<unknown>;
type Facet = "category" | "collection" | "price" | "stock" | `option:${string}`;

const tsquery = (search: string): Fragment => sql`${search}::tsquery`;

/** Values of several options must occur in one variant for sale: a shirt in M/blue and L/red is not M/red. */
function sameVariant(options: readonly (readonly [string, readonly string[]])[]): Fragment {
  const joins = options.map(
    ([name, values], index) => sql`join catalog.product_options ${sql.ref(`o${index}`)}
      on ${sql.ref(`o${index}.product_id`)} = v.product_id and ${sql.ref(`o${index}.name`)} = ${name}
      and v.options[${sql.ref(`o${index}.position`)}] = any(${values}::text[])`,
  );
  return sql`exists (select from catalog.variants v ${sql.join(joins, sql` `)} where v.product_id = p.id and v.status = 'active')`;
}

/** All conditions of a filter, except the one of the facet that is being counted. */
function conditionsOf(filter: ListFilter, except?: Facet): Fragment[] {
  const options = Object.entries(filter.options).filter(([name]) => except !== `option:${name}`);
  const conditions = [sql`p.status = 'active'`];
  if (filter.search) conditions.push(sql`p.search @@ ${tsquery(filter.search)}`);
  if (filter.categoryIds && except !== "category")
    conditions.push(sql`p.category_id = any(${filter.categoryIds}::uuid[])`);
  if (filter.collectionId && except !== "collection")
    conditions.push(sql`exists (
      select from catalog.collection_products m where m.collection_id = ${filter.collectionId} and m.product_id = p.id)`);
  if (except !== "price") {
    if (filter.priceMin !== undefined) conditions.push(sql`p.price_min_minor >= ${filter.priceMin}`);
    if (filter.priceMax !== undefined) conditions.push(sql`p.price_min_minor <= ${filter.priceMax}`);
  }
  if (filter.inStock !== undefined && except !== "stock") conditions.push(sql`p.in_stock = ${filter.inStock}`);
  for (const [name, values] of options) {
    conditions.push(sql`p.option_values && ${values.map((value) => packOption(name, value))}::text[]`);
  }
  if (options.length > 1) conditions.push(sameVariant(options));
  return conditions;
}

const all = (conditions: readonly Fragment[]): Fragment => sql.join(conditions, sql` and `);

interface Order {
  readonly by: Fragment;
  /** Rows after a position. */
  after(position: ListPosition): Fragment;
}

/** Each order ends with the id, so that no two rows are equal and a position is exact. */
const ORDERS: Readonly<Record<ProductSort, Order>> = {
  newest: {
    by: sql`p.created_at desc, p.id desc`,
    after: ({ value, id }) => sql`(p.created_at, p.id) < (${value}::timestamptz, ${id}::uuid)`,
  },
  price_asc: {
    by: sql`p.price_min_minor, p.id`,
    after: ({ value, id }) => sql`(p.price_min_minor, p.id) > (${value}::bigint, ${id}::uuid)`,
  },
  price_desc: {
    by: sql`p.price_min_minor desc, p.id desc`,
    after: ({ value, id }) => sql`(p.price_min_minor, p.id) < (${value}::bigint, ${id}::uuid)`,
  },
  featured: {
    by: sql`p.position, p.id`,
    after: ({ value, id }) => sql`(p.position, p.id) > (${value}::integer, ${id}::uuid)`,
  },
  relevance: {
    by: sql`p.rank desc, p.id desc`,
    after: ({ value, id }) => sql`(p.rank, p.id) < (${value}::real, ${id}::uuid)`,
  },
};

/** The orders of a collection: those of its members, which have an index each. */
const MEMBER_ORDERS: Readonly<Record<Exclude<ProductSort, "relevance">, Order>> = {
  featured: {
    by: sql`m.position, m.product_id`,
    after: ({ value, id }) => sql`(m.position, m.product_id) > (${value}::integer, ${id}::uuid)`,
  },
  newest: {
    by: sql`m.created_at desc, m.product_id desc`,
    after: ({ value, id }) => sql`(m.created_at, m.product_id) < (${value}::timestamptz, ${id}::uuid)`,
  },
  price_asc: {
    by: sql`m.price_min_minor, m.product_id`,
    after: ({ value, id }) => sql`(m.price_min_minor, m.product_id) > (${value}::bigint, ${id}::uuid)`,
  },
  price_desc: {
    by: sql`m.price_min_minor desc, m.product_id desc`,
    after: ({ value, id }) => sql`(m.price_min_minor, m.product_id) < (${value}::bigint, ${id}::uuid)`,
  },
};

const COLUMNS = sql`p.id, p.slug, p.title, p.vendor, p.price_min_minor, p.price_max_minor, p.compare_at_minor, p.currency, p.in_stock, p.created_at`;

export interface PageRequest {
  readonly filter: ListFilter;
  readonly sort: ProductSort;
  readonly after: ListPosition | null;
  /** The rows to read: one more than the page shows, to tell whether there is a next page. */
  readonly rows: number;
}

/**
 * The rows of one page, by one of four query shapes, each bounded by an index:
 * - by relevance: the first 3,000 matches are ranked, and the list ends with them;
 * - by category: each category of the branch yields its own first rows, which are merged, because one index cannot order
 *   several;
 * - of a collection: its members are read in their own order;
 * - otherwise the index of the order is scanned, or the matches are sorted, as the planner decides.
 */
function pageRows({ filter, sort, after, rows }: PageRequest): Fragment {
  const order = ORDERS[sort];
  if (filter.collectionId && !filter.search && sort !== "relevance") {
    const ofMembers = MEMBER_ORDERS[sort];
    const wanted = [...conditionsOf(filter, "collection"), ...(after ? [ofMembers.after(after)] : [])];
    return sql`
      select ${COLUMNS}, 0::real as rank, m.position
      from catalog.collection_products m join catalog.products p on p.id = m.product_id
      where m.collection_id = ${filter.collectionId} and ${all(wanted)} order by ${ofMembers.by} limit ${rows}`;
  }
  const conditions = conditionsOf(filter, filter.categoryIds && !filter.search ? "category" : undefined);
  const beyond = after ? [order.after(after)] : [];
  if (sort === "relevance") {
    return sql`
      select *, null::integer as position from ${ranked(COLUMNS, filter)} ${after ? sql`where ${order.after(after)}` : sql``} order by ${order.by} limit ${rows}`;
  }
  if (filter.categoryIds && !filter.search) {
    return sql`
      select p.*, 0::real as rank, null::integer as position from unnest(${filter.categoryIds}::uuid[]) as branch (category_id)
      cross join lateral (
        select ${COLUMNS} from catalog.products p
        where p.category_id = branch.category_id and ${all([...conditions, ...beyond])} order by ${order.by} limit ${rows}
      ) p order by ${order.by} limit ${rows}`;
  }
  return sql`
    select ${COLUMNS}, 0::real as rank, null::integer as position from catalog.products p
    where ${all([...conditions, ...beyond])} order by ${order.by} limit ${rows}`;
}

/** The columns of a card, and the first picture that has files. */
export const CARD = sql`p.id, p.slug, p.title, p.vendor, p.price_min_minor as "priceMinor", p.price_max_minor as "priceMaxMinor",
  p.compare_at_minor as "compareAtMinor", p.currency, p.in_stock as "inStock", p.created_at::text as "createdAt",
  picture.key, picture.alt, picture.width, picture.height, picture.tint`;
export const FIRST_PICTURE = sql`left join lateral (
  select key, alt, width, height, tint from catalog.images i
  where i.product_id = p.id and i.key is not null order by i.position limit 1
) picture on true`;

/** A page's cards with their first picture, in order. */
export function pageStatement(request: PageRequest): RawBuilder<CardRow> {
  return sql<CardRow>`
    with page as (${pageRows(request)})
    select ${CARD}, p.rank, p.position from page p ${FIRST_PICTURE}
    order by ${ORDERS[request.sort].by}`;
}

/** A match of a search, with its relevance. */
export interface RankedMatch {
  readonly id: ProductId;
  readonly rank: number;
}

/** The columns and rows that a search by relevance ranks: its first matches, in index order. */
const ranked = (columns: Fragment, filter: ListFilter): Fragment => sql`
  (select ${columns}, ${filter.search ? sql`ts_rank('{0.05,0.2,0.4,1.0}', p.search, ${tsquery(filter.search)})` : sql`0::real`} as rank
    from catalog.products p where ${all(conditionsOf(filter))} limit ${RANKED_MAX}) p`;

/** The best matches of a search, best first. */
export async function selectRanks(db: Db, filter: ListFilter, limit: number): Promise<RankedMatch[]> {
  const { rows } = await sql<RankedMatch>`
    select p.id, p.rank from ${ranked(sql`p.id`, filter)} order by ${ORDERS.relevance.by} limit ${limit}`.execute(db);
  return rows;
}

/** The cards of matches that are still for sale, in their order. */
export async function selectCards(db: Db, matches: readonly RankedMatch[]): Promise<CardRow[]> {
  const { rows } = await sql<CardRow>`
    select ${CARD}, found.rank
    from unnest(${matches.map(({ id }) => id)}::uuid[], ${matches.map(({ rank }) => rank)}::real[])
      with ordinality as found (id, rank, place)
    join catalog.products p on p.id = found.id and p.status = 'active' ${FIRST_PICTURE}
    order by found.place`.execute(db);
  return rows;
}

export interface FacetRow {
  readonly total: number;
  readonly categories: readonly { readonly slug: string; readonly title: string; readonly count: number }[];
  readonly options: readonly { readonly packed: string; readonly count: number }[];
  readonly priceMinMinor: number | null;
  readonly priceMaxMinor: number | null;
  readonly inStock: number;
}

/**
 * The number of matches and the facet counts, in one statement. A facet's own counts ignore its filter (a shopper who chose
 * red still sees how many are blue). Each set is bounded by 10,000 rows; beyond that the counts are of the first 10,000.
 */
export function facetsStatement(filter: ListFilter): RawBuilder<FacetRow> {
  const set = (except?: Facet) =>
    sql`(select p.category_id, p.price_min_minor, p.in_stock, p.option_values from catalog.products p
      where ${all(conditionsOf(filter, except))} limit ${MATCHES_MAX})`;
  const or = (facet: Facet, narrowed: boolean) => (narrowed ? set(facet) : sql`(table matching)`);
  const chosen = Object.keys(filter.options);
  const priced = filter.priceMin !== undefined || filter.priceMax !== undefined;
  const free = sql`select packed, count(*)::int as count from matching, unnest(option_values) packed
    where split_part(packed, chr(31), 1) <> all(${chosen}::text[]) group by packed`;
  const own = chosen.map(
    (name) => sql`select packed, count(*)::int as count from ${set(`option:${name}`)} s, unnest(option_values) packed
      where split_part(packed, chr(31), 1) = ${name} group by packed`,
  );
  return sql<FacetRow>`
    with recursive matching as materialized ${set()},
    climb (id, count) as (
      select category_id, count(*) from ${or("category", filter.categoryIds !== null)} s where category_id is not null group by category_id
      union all
      select c.parent_id, climb.count from climb join catalog.categories c on c.id = climb.id where c.parent_id is not null
    )
    select (select count(*)::int from matching) as total,
      (select coalesce(json_agg(json_build_object('slug', c.slug, 'title', c.title, 'count', n.count) order by c.position, c.title), '[]')
        from (select id, sum(count)::int as count from climb group by id order by 2 desc limit 200) n join catalog.categories c on c.id = n.id) as categories,
      (select coalesce(json_agg(json_build_object('packed', packed, 'count', count)), '[]')
        from (${sql.join([free, ...own], sql` union all `)} order by count desc limit 300) o) as options,
      price.lowest as "priceMinMinor", price.highest as "priceMaxMinor",
      (select count(*)::int from ${or("stock", filter.inStock !== undefined)} s where in_stock) as "inStock"
    from (select min(price_min_minor) as lowest, max(price_min_minor) as highest from ${or("price", priced)} s) price`;
}

export async function selectPage(db: Db, request: PageRequest): Promise<CardRow[]> {
  return (await pageStatement(request).execute(db)).rows;
}

export async function selectFacets(db: Db, filter: ListFilter): Promise<FacetRow> {
  const { rows } = await facetsStatement(filter).execute(db);
  if (!rows[0]) throw new Error("a statement without a from clause returns one row");
  return rows[0];
}

/** The products on the home page, in the order staff gave them. */
export async function selectFeatured(db: Db, limit: number): Promise<CardRow[]> {
  const { rows } = await sql<CardRow>`
    select ${CARD}, 0::real as rank from catalog.products p ${FIRST_PICTURE}
    where p.featured is not null and p.status = 'active'
    order by p.featured, p.id limit ${limit}`.execute(db);
  return rows;
}
