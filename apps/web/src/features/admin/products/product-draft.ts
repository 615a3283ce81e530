import type { AdminProduct, AdminSaveProduct, AdminVariant } from "@cartwright/contracts/admin-products";
import { decimalOfMinor, parseMinor } from "@cartwright/contracts/amounts";
import { Slug } from "@cartwright/contracts/product-status";

/** The form's values as text, by field name: `title`, `variants.{id}.price`. */
export type Draft = Readonly<Record<string, string>>;

const VARIANT_FIELDS = ["price", "compareAt", "sku", "barcode", "weight", "shipping", "status"] as const;
export type VariantField = (typeof VARIANT_FIELDS)[number];
export const variantKey = (id: string, field: VariantField) => `variants.${id}.${field}`;

const GRAMS_MAX = 10_000_000;

/** A text area takes line breaks, and search engines show none. */
const oneLine = (text: string) => text.replace(/\s+/g, " ").trim();

/** The form of a saved product. */
export function draftOf(product: AdminProduct): Draft {
  const { title, description, vendor, status, categoryId, currency, slug } = product;
  const variants = product.variants.flatMap((variant) => {
    const texts: Record<VariantField, string> = {
      price: decimalOfMinor(variant.priceMinor, currency),
      compareAt: variant.compareAtMinor === null ? "" : decimalOfMinor(variant.compareAtMinor, currency),
      sku: variant.sku ?? "",
      barcode: variant.barcode ?? "",
      weight: String(variant.weightGrams),
      shipping: variant.requiresShipping ? "ships" : "digital",
      status: variant.status,
    };
    return VARIANT_FIELDS.map((field) => [variantKey(variant.id, field), texts[field]] as const);
  });
  const listing = { slug, seoTitle: product.seoTitle ?? "", seoDescription: product.seoDescription ?? "" };
  return {
    title,
    description,
    vendor,
    status,
    categoryId: categoryId ?? "",
    ...listing,
    ...Object.fromEntries(variants),
  };
}

/** The edits that still differ from the product. */
export function openEdits(product: AdminProduct, edits: Draft): Draft {
  const saved = draftOf(product);
  return Object.fromEntries(
    Object.entries(edits).filter(([key, text]) => Object.hasOwn(saved, key) && saved[key] !== text),
  );
}

/** Of the edited fields, those that someone else has saved since, with their current values. */
export function savedByOthers(edits: Draft, before: AdminProduct, now: AdminProduct): Draft {
  const [was, is] = [draftOf(before), draftOf(now)];
  return Object.fromEntries(
    Object.keys(edits).flatMap((key) => (is[key] === undefined || was[key] === is[key] ? [] : [[key, is[key]]])),
  );
}

/** What is wrong with a field; `adminProducts.invalid` has the messages. */
export type DraftError = "title" | "slug" | "price" | "compareAt" | "weight";

export type Reading =
  | { readonly ok: true; readonly input: AdminSaveProduct }
  /** The error of each invalid field. */
  | { readonly ok: false; readonly errors: Readonly<Record<string, DraftError>> };

/** Builds the request from the edits; only those are sent. */
export function readDraft(product: AdminProduct, edits: Draft): Reading {
  const errors: Record<string, DraftError> = {};
  if (edits["title"]?.trim() === "") errors["title"] = "title";
  const slug = edits["slug"]?.trim();
  if (slug !== undefined && !Slug.safeParse(slug).success) errors["slug"] = "slug";
  const variants = product.variants.flatMap((variant) => {
    const change = readVariant(product, variant, { edits, errors });
    return Object.keys(change).length === 0 ? [] : [{ id: variant.id, ...change }];
  });
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  const { title, description, vendor, status, categoryId, seoTitle, seoDescription } = edits;
  return {
    ok: true,
    input: {
      productId: product.id,
      version: product.version,
      ...(title === undefined ? {} : { title }),
      ...(description === undefined ? {} : { description }),
      ...(vendor === undefined ? {} : { vendor }),
      ...(slug === undefined ? {} : { slug }),
      ...(seoTitle === undefined ? {} : { seoTitle: seoTitle.trim() || null }),
      ...(seoDescription === undefined ? {} : { seoDescription: oneLine(seoDescription) || null }),
      // The options of a select come from the contract; the server checks them again.
      ...(status === undefined ? {} : { status: status as AdminProduct["status"] }),
      ...(categoryId === undefined
        ? {}
        : { categoryId: categoryId === "" ? null : (categoryId as AdminProduct["categoryId"]) }),
      ...(variants.length === 0 ? {} : { variants }),
    },
  };
}

type VariantChange = Omit<NonNullable<AdminSaveProduct["variants"]>[number], "id">;

function readVariant(
  product: AdminProduct,
  variant: AdminVariant,
  form: { readonly edits: Draft; readonly errors: Record<string, DraftError> },
): VariantChange {
  const change: VariantChange = {};
  const edited = (field: VariantField) => form.edits[variantKey(variant.id, field)]?.trim();
  const fail = (field: VariantField, error: DraftError) => {
    form.errors[variantKey(variant.id, field)] = error;
  };
  const [price, compareAt, weight] = [edited("price"), edited("compareAt"), edited("weight")];
  if (price !== undefined) {
    const minor = parseMinor(price, product.currency);
    if (minor === null) fail("price", "price");
    else change.priceMinor = minor;
  }
  if (compareAt !== undefined) {
    const minor = compareAt === "" ? undefined : parseMinor(compareAt, product.currency);
    if (minor === null) fail("compareAt", "compareAt");
    else change.compareAtMinor = minor ?? null;
  }
  if (weight !== undefined) {
    const grams = /^\d{1,8}$/.test(weight) ? Number(weight) : null;
    if (grams === null || grams > GRAMS_MAX) fail("weight", "weight");
    else change.weightGrams = grams;
  }
  const [sku, barcode, shipping, status] = [edited("sku"), edited("barcode"), edited("shipping"), edited("status")];
  if (sku !== undefined) change.sku = sku === "" ? null : sku;
  if (barcode !== undefined) change.barcode = barcode === "" ? null : barcode;
  if (shipping !== undefined) change.requiresShipping = shipping !== "digital";
  if (status !== undefined) change.status = status === "active" ? "active" : "discontinued";
  return change;
}
