import { type Collection, type CollectionLink, NAVIGATION_MAX } from "@cartwright/contracts/collections";
import type { Db } from "@cartwright/db/client";
import { AppError } from "../../kernel/app-error.ts";
import { toPicture } from "../picture.ts";
import { selectCollection, selectNavigation } from "./collections.sql.ts";

/** A collection as the shop shows it. Throws `not_found`. */
export async function getCollection(db: Db, slug: string): Promise<Collection> {
  const row = await selectCollection(db, slug);
  if (!row) throw new AppError("not_found");
  const { title, description, kind, key, width, height, tint } = row;
  return { slug, title, description, kind, image: toPicture({ key, alt: title, width, height, tint }) };
}

/** The collections in the shop's navigation, in the order of their titles. */
export async function listNavigation(db: Db): Promise<CollectionLink[]> {
  return selectNavigation(db, NAVIGATION_MAX);
}
