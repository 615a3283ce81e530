import { createReadStream } from "node:fs";
import { fileURLToPath } from "node:url";
import { COLUMNS } from "@cartwright/core/catalog/product-files/columns";
import { parse as parseStream } from "csv-parse";
import { stringify } from "csv-stringify/sync";
import { z } from "zod";
import type { PictureCopy } from "./pictures/copy-pictures.ts";

export interface RangeProduct {
  readonly slug: string;
  /** The keys of its pictures. */
  readonly pictures: readonly string[];
}

export interface RangeCategory {
  readonly slug: string;
  /** The slug of the category above it, which comes earlier in the list. */
  readonly parent: string | null;
  readonly title: string;
  readonly description: string;
  /** The key of the picture that its cover is a copy of. */
  readonly picture: string;
}

/** A picture of the range as range/pictures.csv lists it. `tint` is the colour of its ground, as #rrggbb. */
export interface RangePicture {
  readonly key: string;
  readonly width: number;
  readonly height: number;
  readonly tint: string;
}

/** The demo shop's range. */
export interface Range {
  readonly products: readonly RangeProduct[];
  readonly categories: readonly RangeCategory[];
  /** The slugs of the products on the home page, in order. */
  readonly homePage: readonly string[];
  /** The products as a file for the shop's importer. */
  readonly productFile: Buffer;
  /** All pictures that come with the range. */
  readonly pictures: readonly RangePicture[];
}

/** Besides the home page: something sold out, something scarce, and sets and sizes to choose from, for tests. */
const ALSO_IN_SMALL = ["granite-mortar", "zip-pouch", "oak-stool", "yunomi-cup"];

const rangeFile = (name: string): string => fileURLToPath(new URL(`../range/${name}`, import.meta.url));

/** Written by pictures/encode-masters.ts. */
export const PICTURES_FILE = rangeFile("pictures.csv");

const CategoryRow = z
  .object({
    Slug: z.string(),
    Parent: z.string().transform((text) => (text === "" ? null : text)),
    Title: z.string(),
    Description: z.string(),
    Picture: z.string().min(1),
  })
  .transform((row): RangeCategory => ({
    slug: row.Slug,
    parent: row.Parent,
    title: row.Title,
    description: row.Description,
    picture: row.Picture,
  }));

const PictureRow = z
  .object({
    Key: z.string(),
    Width: z.coerce.number().int().positive(),
    Height: z.coerce.number().int().positive(),
    Tint: z.string().regex(/^#[0-9a-f]{6}$/),
  })
  .transform((row): RangePicture => ({ key: row.Key, width: row.Width, height: row.Height, tint: row.Tint }));

type ProductRow = Readonly<Record<string, string>>;

/** Reads the demo range from its CSV files. The small one has two dozen products, for tests. */
export async function readRange(size: "full" | "small"): Promise<Range> {
  const [rows, categories, homePage, pictures] = await Promise.all([
    readRows(rangeFile("products.csv")),
    readRows(rangeFile("categories.csv")),
    readRows(rangeFile("home-page.csv")),
    readRows(PICTURES_FILE),
  ]);
  const featured = homePage.map((row) => row["Handle"] ?? "");
  const small = new Set([...featured, ...ALSO_IN_SMALL]);
  const chosen = size === "full" ? rows : rows.filter((row) => small.has(handleOf(row)));
  return {
    products: [...Map.groupBy(chosen, handleOf)].map(([slug, group]) => ({ slug, pictures: picturesOf(group) })),
    categories: categories.map((row) => CategoryRow.parse(row)),
    homePage: featured,
    productFile: Buffer.from(stringify(chosen, { header: true })),
    pictures: pictures.map((row) => PictureRow.parse(row)),
  };
}

/** The key of a category's cover. */
export const coverKey = (slug: string): string => `categories/${slug}`;

/** The pictures that the shop needs for a range. Covers are copies, so that a product can be deleted without its category's. */
export function shopPictures({ categories, products }: Range): PictureCopy[] {
  return [
    ...categories.map(({ slug, picture }) => ({ key: coverKey(slug), source: picture })),
    ...products.flatMap((product) => product.pictures.map((key) => ({ key, source: key }))),
  ];
}

async function readRows(file: string): Promise<ProductRow[]> {
  return createReadStream(file)
    .pipe(parseStream({ columns: true }))
    .toArray();
}

const handleOf = (row: ProductRow): string => row[COLUMNS.handle] ?? "";

/** `/media/{key}-{width}.webp` names a picture. */
function picturesOf(rows: readonly ProductRow[]): string[] {
  const paths = rows.map((row) => row[COLUMNS.imageSrc] ?? "");
  return paths.flatMap((path) => /^\/media\/(.+)-\d+\.webp$/.exec(path)?.[1] ?? []);
}
