import { type AdminCollection, CollectionRules } from "@cartwright/contracts/collections";
import type { CollectionId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { pictureUrl, toPicture } from "../../catalog/picture.ts";
import { AppError } from "../../kernel/app-error.ts";
import { selectCollectionDetail } from "./collections.sql.ts";
import { toCollectionRow } from "./list-collections.ts";

/** A collection for its page in the back office. Throws `not_found`. */
export async function getCollectionForStaff(db: Db, id: CollectionId): Promise<AdminCollection> {
  const row = await selectCollectionDetail(db, id);
  if (!row) throw new AppError("not_found");
  const { version, description, key, width, height, tint } = row;
  return {
    ...toCollectionRow(row),
    version,
    description,
    image: toPicture({ key, alt: row.title, width, height, tint }),
    rules: row.rules === null ? null : CollectionRules.parse(row.rules),
    products: row.products.map((product) => ({
      id: product.id,
      title: product.title,
      status: product.status,
      imageUrl: product.key === null ? null : pictureUrl(product.key, 320),
    })),
  };
}
