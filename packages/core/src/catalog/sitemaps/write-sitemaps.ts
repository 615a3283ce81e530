import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { COLLECTIONS_MAX } from "@cartwright/contracts/collections";
import type { ProductId } from "@cartwright/contracts/ids";
import type { Deps } from "../../kernel/deps.ts";
import { selectCollectionSlugs } from "../collections/collections.sql.ts";
import { listCategories } from "../list-categories.ts";
import { type MappedPage, sitemapXml, URLS_MAX } from "./sitemap-xml.ts";
import {
  deleteOtherSitemaps,
  type MappedProduct,
  selectMapped,
  selectSitemapAge,
  upsertSitemap,
} from "./sitemaps.sql.ts";

const compress = promisify(gzip);

/** Sitemaps are written anew when they are this old. */
const AGE_SECONDS_MAX = 3_600;

interface Walk {
  after: ProductId | null;
  /** Pages for the file that is being filled. At most 50,000, about 6 MB. */
  pages: MappedPage[];
  readonly written: string[];
}

export interface SitemapOptions {
  /** The shop's own, such as `https://shop.example`. */
  readonly origin: string;
  /** Pages that are neither products nor categories nor collections. */
  readonly paths: readonly string[];
  /** Products read in one call. */
  readonly limit: number;
  /** Addresses in one file; for tests fewer than the protocol allows. */
  readonly urlsMax?: number;
}

/**
 * Writes the sitemaps, `limit` products a call, once an hour: a file for other pages, one for categories, one for collections, and one for each 50,000
 * products on sale. The files of the last walk are served until the next has written theirs. The position is kept in memory only:
 * another worker starts again. A call returns how many files it wrote.
 */
export function createSitemapWalk(deps: Pick<Deps, "db">, options: SitemapOptions): () => Promise<number> {
  const urlsMax = options.urlsMax ?? URLS_MAX;
  let walk: Walk | null = null;

  async function write(name: string, pages: readonly MappedPage[], state: Walk): Promise<void> {
    const content = await compress(sitemapXml(options.origin, pages));
    await upsertSitemap(deps.db, { name, content, urls: pages.length });
    state.written.push(name);
  }

  async function writeProducts(state: Walk, products: readonly MappedProduct[], isLast: boolean): Promise<void> {
    for (const product of products) {
      if (!product.isOnSale) continue;
      state.pages.push({ path: `/products/${product.slug}`, changedAt: product.updatedAt });
      if (state.pages.length === urlsMax) await flush(state);
    }
    if (isLast && state.pages.length > 0) await flush(state);
  }

  async function flush(state: Walk): Promise<void> {
    const number = state.written.filter((name) => name.startsWith("products-")).length + 1;
    await write(`products-${number}`, state.pages, state);
    state.pages = [];
  }

  return async () => {
    if (walk === null) {
      const age = await selectSitemapAge(deps.db);
      if (age !== null && age < AGE_SECONDS_MAX) return 0;
      walk = { after: null, pages: [], written: [] };
    }
    const before = walk.written.length;
    const products = await selectMapped(deps.db, walk.after, options.limit);
    const isLast = products.length < options.limit;
    await writeProducts(walk, products, isLast);
    walk.after = products.at(-1)?.id ?? walk.after;
    if (isLast) {
      await write(
        "pages",
        options.paths.map((path) => ({ path })),
        walk,
      );
      await write("categories", await categoryPages(deps), walk);
      const collections = await collectionPages(deps);
      // A sitemap names at least one page.
      if (collections.length > 0) await write("collections", collections, walk);
      await deleteOtherSitemaps(deps.db, walk.written);
    }
    const found = walk.written.length - before;
    if (isLast) walk = null;
    return found;
  };
}

async function collectionPages({ db }: Pick<Deps, "db">): Promise<MappedPage[]> {
  const collections = await selectCollectionSlugs(db, COLLECTIONS_MAX);
  return collections.map(({ slug, updatedAt }) => ({ path: `/collections/${slug}`, changedAt: updatedAt }));
}

async function categoryPages({ db }: Pick<Deps, "db">): Promise<MappedPage[]> {
  const pages: MappedPage[] = [];
  const waiting = [...(await listCategories(db))];
  for (let node = waiting.shift(); node && pages.length < URLS_MAX; node = waiting.shift()) {
    pages.push({ path: `/c/${node.slug}` });
    waiting.push(...node.children);
  }
  return pages;
}
