import { createReadStream } from "node:fs";
import { fileURLToPath } from "node:url";
import { COLUMNS } from "@cartwright/core/catalog/product-files/columns";
import { parse as parseStream } from "csv-parse";
import { stringify } from "csv-stringify/sync";
import { z } from "zod";
import { DYES, type DyeName, GROUNDS, type GroundName } from "./art/palette.ts";

/** How the pictures of a product are painted. */
export interface Artwork {
  readonly icon: string;
  /** Whether it stands upright or lies flat. */
  readonly pose: "stand" | "lie";
  readonly ground: GroundName;
  /** Icons of the things beside it in its second picture. */
  readonly company: readonly string[];
  /** The colour that it is dyed with, for a product without a choice of colours. */
  readonly dye: DyeName | null;
}

/** What painting and the home page need to know about a product. Everything else is read by the shop's importer. */
export interface RangeProduct {
  readonly slug: string;
  readonly title: string;
  /** The values of its option "Colour" that are dyes. Each has a picture of its own. */
  readonly colours: readonly DyeName[];
  readonly artwork: Artwork;
}

export interface RangeCategory {
  readonly slug: string;
  /** The slug of the category above it, which comes earlier in the list. */
  readonly parent: string | null;
  readonly title: string;
  readonly description: string;
  readonly ground: GroundName;
  /** What its cover shows, the main thing first; `teapot:Ink` is a teapot dyed with ink. */
  readonly icons: readonly [string, ...string[]];
}

/** The demo shop's range. */
export interface Range {
  readonly products: readonly RangeProduct[];
  readonly categories: readonly RangeCategory[];
  /** The slugs of the products on the home page, in order. */
  readonly homePage: readonly string[];
  /** The products as a file for the shop's importer. */
  readonly productFile: Buffer;
}

/** Besides the home page: something sold out, something scarce, and sizes to choose from, for tests. */
const ALSO_IN_SMALL = ["razor", "winter-sledge", "dark-chocolate", "place-setting"];

const isDye = (name: string): name is DyeName => Object.hasOwn(DYES, name);
const Dye = z.string().refine(isDye, "is not the name of a dye");
const Ground = z.string().refine((name): name is GroundName => Object.hasOwn(GROUNDS, name), "is not a background");
const words = z.string().transform((text) => text.split(" ").filter((word) => word !== ""));
const orNull = (text: string) => (text === "" ? null : text);

const ArtworkRow = z.object({
  Handle: z.string(),
  Icon: z.string(),
  Pose: z.enum(["stand", "lie"]),
  Ground,
  Company: words,
  Dye: z.string().transform(orNull).pipe(Dye.nullable()),
});

const CategoryRow = z
  .object({
    Slug: z.string(),
    Parent: z.string().transform(orNull),
    Title: z.string(),
    Description: z.string(),
    Ground,
    Icons: words.pipe(z.tuple([z.string()], z.string())),
  })
  .transform((row): RangeCategory => ({
    slug: row.Slug,
    parent: row.Parent,
    title: row.Title,
    description: row.Description,
    ground: row.Ground,
    icons: row.Icons,
  }));

type ProductRow = Readonly<Record<string, string>>;

/** Reads the demo range from its CSV files. The small one has two dozen products, for tests. */
export async function readRange(size: "full" | "small"): Promise<Range> {
  const [rows, artwork, categories, homePage] = await Promise.all([
    readRows("products.csv"),
    readRows("artwork.csv"),
    readRows("categories.csv"),
    readRows("home-page.csv"),
  ]);
  const featured = homePage.map((row) => row["Handle"] ?? "");
  const small = new Set([...featured, ...ALSO_IN_SMALL]);
  const chosen = size === "full" ? rows : rows.filter((row) => small.has(handleOf(row)));
  return {
    products: toProducts(chosen, new Map(artwork.map((row) => [handleOf(row), toArtwork(row)]))),
    categories: categories.map((row) => CategoryRow.parse(row)),
    homePage: featured,
    productFile: Buffer.from(stringify(chosen, { header: true })),
  };
}

async function readRows(name: string): Promise<ProductRow[]> {
  const file = fileURLToPath(new URL(`../range/${name}`, import.meta.url));
  return createReadStream(file)
    .pipe(parseStream({ columns: true }))
    .toArray();
}

const handleOf = (row: ProductRow): string => row[COLUMNS.handle] ?? "";

function toArtwork(row: ProductRow): Artwork {
  const { Icon: icon, Pose: pose, Ground: ground, Company: company, Dye: dye } = ArtworkRow.parse(row);
  return { icon, pose, ground, company, dye };
}

function toProducts(rows: readonly ProductRow[], artwork: ReadonlyMap<string, Artwork>): RangeProduct[] {
  return [...Map.groupBy(rows, handleOf)].map(([slug, [first, ...more]]) => {
    const painted = artwork.get(slug);
    if (!first || !painted) throw new Error(`range/artwork.csv does not name "${slug}".`);
    const coloured = first[COLUMNS.option1Name] === "Colour";
    const values = [first, ...more].map((row) => row[COLUMNS.option1Value] ?? "").filter((value) => value !== "");
    const colours = coloured ? [...new Set(values)].filter(isDye) : [];
    return { slug, title: first[COLUMNS.title] ?? "", colours, artwork: painted };
  });
}
