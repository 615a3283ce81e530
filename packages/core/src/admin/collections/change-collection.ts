import type {
  AdminCollection,
  AdminCreateCollection,
  AdminRemoveCollection,
  AdminSaveCollection,
} from "@cartwright/contracts/collections";
import type { CollectionId } from "@cartwright/contracts/ids";
import { inTransaction } from "@cartwright/db/transaction";
import type { StoredPicture } from "../../catalog/add-picture.ts";
import {
  type CollectionValues,
  createCollection,
  removeCollection,
  removeCollectionPicture,
  saveCollection,
  setCollectionPicture,
  toCollectionValues,
} from "../../catalog/collections/edit-collection.ts";
import { appendAudit } from "../../kernel/append-audit.ts";
import { AppError } from "../../kernel/app-error.ts";
import type { Deps } from "../../kernel/deps.ts";
import { getTranslations } from "@cartwright/messages/get-translations";
import { selectPromotionFor } from "../promotions/promotions.sql.ts";
import { differences } from "../product-changes.ts";
import { auditOf, type PlainStaffAct } from "../staff-act.ts";
import { getCollectionForStaff } from "./get-collection.ts";

type ActDeps = Pick<Deps, "db" | "nudgeRelay">;

const subjectOf = (id: CollectionId) => ({ kind: "collection", id });

/** Lists as texts, so that they are compared and recorded by what they name. */
const flat = (values: CollectionValues) => ({
  title: values.title,
  slug: values.slug,
  description: values.description,
  kind: values.kind,
  inNavigation: values.inNavigation,
  rules: values.rules === null ? null : JSON.stringify(values.rules),
  products: values.productIds.join(" "),
});

/** Creates a collection that staff entered, and audits it. Errors are those of {@link createCollection}. */
export async function createCollectionAsStaff(
  deps: ActDeps,
  input: AdminCreateCollection,
  act: PlainStaffAct,
): Promise<AdminCollection> {
  const id = await inTransaction(deps.db, async (tx) => {
    const created = await createCollection(tx, input);
    const { after } = differences({}, flat(created.values));
    const subject = subjectOf(created.id);
    await appendAudit(tx, { ...auditOf(act), action: "collections.create", subject, after });
    return created.id;
  });
  deps.nudgeRelay();
  return getCollectionForStaff(deps.db, id);
}

/** Saves a collection as staff want it, and audits what changed. Errors are those of {@link saveCollection}. */
export async function saveCollectionAsStaff(
  deps: ActDeps,
  input: AdminSaveCollection,
  act: PlainStaffAct,
): Promise<AdminCollection> {
  const values = toCollectionValues(input);
  const { collectionId } = input;
  await inTransaction(deps.db, async (tx) => {
    const was = await saveCollection(tx, input, values);
    const changes = differences(flat(was), flat(values));
    await appendAudit(tx, {
      ...auditOf(act),
      ...changes,
      action: "collections.save",
      subject: subjectOf(collectionId),
    });
  });
  deps.nudgeRelay();
  return getCollectionForStaff(deps.db, collectionId);
}

/** Deletes a collection and audits what it was. Errors are those of {@link removeCollection}, and `invalid_input`: a promotion is for it. */
export async function removeCollectionAsStaff(
  deps: ActDeps,
  input: AdminRemoveCollection,
  act: PlainStaffAct,
): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const was = await removeCollection(tx, input);
    // Without the collection such a promotion would be for nothing, or once it is saved, for everything.
    const promotion = await selectPromotionFor(tx, input.collectionId);
    if (promotion) {
      const message = getTranslations("fieldProblems")("collectionPromoted", { title: promotion.title });
      throw new AppError("invalid_input", { message });
    }
    const { after: before } = differences({}, flat(was));
    const subject = subjectOf(input.collectionId);
    await appendAudit(tx, { ...auditOf(act), action: "collections.remove", subject, before });
  });
  deps.nudgeRelay();
}

/** Sets an uploaded picture and audits it. Errors are those of {@link setCollectionPicture}. */
export async function setCollectionPictureAsStaff(
  deps: ActDeps,
  { collectionId, picture }: { readonly collectionId: CollectionId; readonly picture: StoredPicture },
  act: PlainStaffAct,
): Promise<AdminCollection> {
  await inTransaction(deps.db, async (tx) => {
    const { before } = await setCollectionPicture(tx, collectionId, picture);
    await appendAudit(tx, {
      ...auditOf(act),
      action: "collections.set_picture",
      subject: subjectOf(collectionId),
      before: { key: before },
      after: { key: picture.key, width: picture.width, height: picture.height },
    });
  });
  deps.nudgeRelay();
  return getCollectionForStaff(deps.db, collectionId);
}

/** Removes a picture and audits it. Errors are those of {@link removeCollectionPicture}. */
export async function removeCollectionPictureAsStaff(
  deps: ActDeps,
  input: AdminRemoveCollection,
  act: PlainStaffAct,
): Promise<AdminCollection> {
  await inTransaction(deps.db, async (tx) => {
    const { before } = await removeCollectionPicture(tx, input);
    await appendAudit(tx, {
      ...auditOf(act),
      action: "collections.remove_picture",
      subject: subjectOf(input.collectionId),
      before: { key: before },
    });
  });
  deps.nudgeRelay();
  return getCollectionForStaff(deps.db, input.collectionId);
}
