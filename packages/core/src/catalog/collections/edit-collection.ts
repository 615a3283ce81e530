import {
  type AdminCreateCollection,
  type AdminRemoveCollection,
  COLLECTIONS_MAX,
  NAVIGATION_MAX,
  RULE_COLLECTIONS_MAX,
} from "@cartwright/contracts/collections";
import type { CollectionId } from "@cartwright/contracts/ids";
import { type Tx, violatedConstraint } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../../kernel/app-error.ts";
import { newId } from "../../kernel/ids.ts";
import { fieldError } from "../../kernel/field-error.ts";
import { firstFree } from "../../kernel/first-free.ts";
import { tellLists } from "../../outbox/tell-lists.ts";
import { deleteLooseKeys, insertLooseKey, type StoredPicture } from "../pictures.sql.ts";
import { slugOf } from "../product-files/handle.ts";
import {
  type CollectionValues,
  countProducts,
  deleteCollection,
  insertCollection,
  lockAndCount,
  lockCollection,
  selectTakenCollectionSlugs,
  selectUnknownCategories,
  type StoredCollection,
  updateCollection,
  updateCollectionPicture,
} from "./collections.sql.ts";
import { replaceMembersByHand, replaceMembersByRules } from "./members.sql.ts";

export type { CollectionValues } from "./collections.sql.ts";

const words = () => getTranslations("fieldProblems");

/** Pages of the shop show what changed: the collection's own, and the navigation. */
const tellPages = (tx: Tx) => tellLists(tx, "catalog");

/** What it names exists, and there is room for it. `was` is null for a new one. */
async function check(tx: Tx, values: CollectionValues, was: StoredCollection | null): Promise<void> {
  const counts = await lockAndCount(tx);
  if (was === null && counts.all >= COLLECTIONS_MAX)
    throw fieldError("title", words()("collectionsMax", { max: COLLECTIONS_MAX }));
  if (values.kind === "rule" && was?.kind !== "rule" && counts.byRules >= RULE_COLLECTIONS_MAX)
    throw fieldError("kind", words()("ruleCollectionsMax", { max: RULE_COLLECTIONS_MAX }));
  if (values.inNavigation && !was?.inNavigation && counts.inNavigation >= NAVIGATION_MAX)
    throw fieldError("inNavigation", words()("navigationMax", { max: NAVIGATION_MAX }));
  if ((await countProducts(tx, values.productIds)) < values.productIds.length)
    throw fieldError("productIds", words()("productGone"));
  const conditions = values.rules?.conditions ?? [];
  const named = conditions.flatMap((each) => (each.field === "category" ? [each.categoryId] : []));
  if (named.length > 0 && (await selectUnknownCategories(tx, named)).length > 0)
    throw fieldError("rules", words()("category"));
}

async function write(
  tx: Tx,
  { id, values }: { readonly id: CollectionId; readonly values: CollectionValues },
  writing: () => Promise<void>,
): Promise<void> {
  try {
    await writing();
  } catch (error) {
    throw violatedConstraint(error) === "collections_slug"
      ? fieldError("slug", words()("collectionSlugTaken"), error)
      : error;
  }
  if (values.rules === null) await replaceMembersByHand(tx, id, values.productIds);
  else await replaceMembersByRules(tx, { id, rules: values.rules });
  await tellPages(tx);
}

/** The title as a slug, or with the first number that is free. */
async function freeSlug(tx: Tx, title: string): Promise<string> {
  const base = slugOf(title).slice(0, 190).replace(/-+$/, "") || "collection";
  return firstFree(base, await selectTakenCollectionSlugs(tx, base));
}

/** What was entered, without what belongs to the other kind. Each product counts once. */
export const toCollectionValues = (
  input: Omit<AdminCreateCollection, "slug"> & { slug: string },
): CollectionValues => ({
  title: input.title,
  slug: input.slug,
  description: input.description,
  kind: input.kind,
  productIds: input.kind === "manual" ? [...new Set(input.productIds)] : [],
  rules: input.kind === "rule" ? input.rules : null,
  inNavigation: input.inNavigation,
});

/**
 * Creates a collection with its members. Without a slug it gets one from its title. Throws `invalid_input`: the slug is taken, a product
 * or category does not exist, or there are too many. Publishes `catalog.changed`. The caller audits it.
 */
export async function createCollection(
  tx: Tx,
  input: AdminCreateCollection,
): Promise<{ readonly id: CollectionId; readonly values: CollectionValues }> {
  const id = newId<CollectionId>();
  const given = toCollectionValues({ ...input, slug: input.slug ?? "" });
  await check(tx, given, null);
  const values = { ...given, slug: input.slug ?? (await freeSlug(tx, input.title)) };
  await write(tx, { id, values }, () => insertCollection(tx, id, values));
  return { id, values };
}

async function lock(
  tx: Tx,
  { collectionId, version }: { readonly collectionId: CollectionId; readonly version: number },
): Promise<StoredCollection> {
  const stored = await lockCollection(tx, collectionId);
  if (!stored) throw new AppError("not_found");
  if (stored.version !== version) throw new AppError("stale_write");
  return stored;
}

/**
 * Changes a collection and its members to these values, if it is as it was read. Throws `not_found`, `stale_write`, and `invalid_input` as
 * {@link createCollection}. Publishes `catalog.changed`. Returns what it was; the caller audits it.
 */
export async function saveCollection(
  tx: Tx,
  at: AdminRemoveCollection,
  values: CollectionValues,
): Promise<CollectionValues> {
  const stored = await lock(tx, at);
  await check(tx, values, stored);
  await write(tx, { id: at.collectionId, values }, () => updateCollection(tx, at.collectionId, values));
  return stored;
}

/** Deletes a collection. Its products stay. Throws `not_found` and `stale_write`. Returns what it was; the caller audits it. */
export async function removeCollection(tx: Tx, at: AdminRemoveCollection): Promise<CollectionValues> {
  const stored = await lock(tx, at);
  await deleteCollection(tx, at.collectionId);
  if (stored.imageKey !== null) await insertLooseKey(tx, stored.imageKey);
  await tellPages(tx);
  return stored;
}

/** Sets a collection's picture, whose files are stored. The files of the one before are deleted a day later. Throws `not_found`. */
export async function setCollectionPicture(
  tx: Tx,
  collectionId: CollectionId,
  picture: StoredPicture,
): Promise<{ readonly before: string | null }> {
  const stored = await lockCollection(tx, collectionId);
  if (!stored) throw new AppError("not_found");
  await updateCollectionPicture(tx, collectionId, picture);
  await deleteLooseKeys(tx, [picture.key]);
  if (stored.imageKey !== null) await insertLooseKey(tx, stored.imageKey);
  await tellPages(tx);
  return { before: stored.imageKey };
}

/** Removes a collection's picture. Throws `not_found` (it has none, too) and `stale_write`. */
export async function removeCollectionPicture(tx: Tx, at: AdminRemoveCollection): Promise<{ readonly before: string }> {
  const stored = await lock(tx, at);
  if (stored.imageKey === null) throw new AppError("not_found");
  await updateCollectionPicture(tx, at.collectionId, null);
  await insertLooseKey(tx, stored.imageKey);
  await tellPages(tx);
  return { before: stored.imageKey };
}
