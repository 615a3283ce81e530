import type {
  AdminCategory,
  AdminCategoryAt,
  AdminCategoryTree,
  AdminCreateCategory,
  AdminMoveCategory,
  AdminRemoveCategory,
  AdminSaveCategory,
} from "@cartwright/contracts/categories";
import type { CategoryId } from "@cartwright/contracts/ids";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { StoredPicture } from "../../catalog/add-picture.ts";
import { createCategory } from "../../catalog/categories/create-category.ts";
import { moveCategory } from "../../catalog/categories/move-category.ts";
import { removeCategory } from "../../catalog/categories/remove-category.ts";
import { removeCategoryPicture, saveCategory, setCategoryPicture } from "../../catalog/categories/save-category.ts";
import { appendAudit } from "../../kernel/append-audit.ts";
import { AppError } from "../../kernel/app-error.ts";
import type { Deps } from "../../kernel/deps.ts";
import { differences } from "../product-changes.ts";
import { auditOf, type PlainStaffAct } from "../staff-act.ts";
import { selectCategoryUses } from "./categories.sql.ts";
import { getCategoryForStaff } from "./get-category.ts";
import { listCategoriesForStaff } from "./list-categories.ts";

type ActDeps = Pick<Deps, "db" | "nudgeRelay">;

const subjectOf = (id: CategoryId) => ({ kind: "category", id });

/** Creates a category that staff entered, and audits it. Errors are those of {@link createCategory}. */
export async function createCategoryAsStaff(
  deps: ActDeps,
  input: AdminCreateCategory,
  act: PlainStaffAct,
): Promise<AdminCategory> {
  const id = await inTransaction(deps.db, async (tx) => {
    const created = await createCategory(tx, input);
    const { after } = differences({}, { ...created.values, parentId: input.parentId });
    const subject = subjectOf(created.id);
    await appendAudit(tx, { ...auditOf(act), action: "categories.create", subject, after });
    return created.id;
  });
  deps.nudgeRelay();
  return getCategoryForStaff(deps.db, id);
}

/** Saves a category as staff want it, and audits what changed. Errors are those of {@link saveCategory}. */
export async function saveCategoryAsStaff(
  deps: ActDeps,
  { categoryId, version, ...values }: AdminSaveCategory,
  act: PlainStaffAct,
): Promise<AdminCategory> {
  await inTransaction(deps.db, async (tx) => {
    const { title, slug, description } = await saveCategory(tx, { categoryId, version }, values);
    const changes = differences({ title, slug, description }, values);
    const subject = subjectOf(categoryId);
    await appendAudit(tx, { ...auditOf(act), ...changes, action: "categories.save", subject });
  });
  deps.nudgeRelay();
  return getCategoryForStaff(deps.db, categoryId);
}

/** Moves a category and audits from where to where. Returns the tree as it is now. Errors are those of {@link moveCategory}. */
export async function moveCategoryAsStaff(
  deps: ActDeps,
  input: AdminMoveCategory,
  act: PlainStaffAct,
): Promise<AdminCategoryTree> {
  const { categoryId, parentId } = input;
  await inTransaction(deps.db, async (tx) => {
    const was = await moveCategory(tx, input);
    const changes = differences({ parentId: was.parentId, place: was.place }, { parentId, place: was.newPlace });
    const subject = subjectOf(categoryId);
    await appendAudit(tx, { ...auditOf(act), ...changes, action: "categories.move", subject });
  });
  deps.nudgeRelay();
  return listCategoriesForStaff(deps.db);
}

/** Without the category a promotion would be for nothing, or once it is saved, for everything; and a rule would match nothing. */
async function requireUnused(tx: Tx, id: CategoryId): Promise<void> {
  const { promotions, collections } = await selectCategoryUses(tx, id);
  const t = getTranslations("fieldProblems");
  const [promotion] = promotions;
  const [collection] = collections;
  if (promotion) throw new AppError("invalid_input", { message: t("categoryPromoted", { title: promotion.title }) });
  if (collection) throw new AppError("invalid_input", { message: t("categoryInRules", { title: collection.title }) });
}

/**
 * Deletes a category and audits what it was. Errors are those of {@link removeCategory}, and `invalid_input`: a promotion is for it, or a
 * collection's rules name it.
 */
export async function removeCategoryAsStaff(
  deps: ActDeps,
  input: AdminRemoveCategory,
  act: PlainStaffAct,
): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const { was, productsMoved } = await removeCategory(tx, input);
    // removeCategory locked the row, so anyone adding a reference to it has committed.
    await requireUnused(tx, input.categoryId);
    const { title, slug, description, parentId } = was;
    const { after: before } = differences({}, { title, slug, description, parentId });
    const moved = productsMoved === 0 ? {} : { after: { productsMoved, moveProductsTo: input.moveProductsTo } };
    const subject = subjectOf(input.categoryId);
    await appendAudit(tx, { ...auditOf(act), action: "categories.remove", subject, before, ...moved });
  });
  deps.nudgeRelay();
}

/** Sets an uploaded picture and audits it. Errors are those of {@link setCategoryPicture}. */
export async function setCategoryPictureAsStaff(
  deps: ActDeps,
  { categoryId, picture }: { readonly categoryId: CategoryId; readonly picture: StoredPicture },
  act: PlainStaffAct,
): Promise<AdminCategory> {
  await inTransaction(deps.db, async (tx) => {
    const { before } = await setCategoryPicture(tx, categoryId, picture);
    await appendAudit(tx, {
      ...auditOf(act),
      action: "categories.set_picture",
      subject: subjectOf(categoryId),
      before: { key: before },
      after: { key: picture.key, width: picture.width, height: picture.height },
    });
  });
  deps.nudgeRelay();
  return getCategoryForStaff(deps.db, categoryId);
}

/** Removes a picture and audits it. Errors are those of {@link removeCategoryPicture}. */
export async function removeCategoryPictureAsStaff(
  deps: ActDeps,
  at: AdminCategoryAt,
  act: PlainStaffAct,
): Promise<AdminCategory> {
  await inTransaction(deps.db, async (tx) => {
    const { before } = await removeCategoryPicture(tx, at);
    await appendAudit(tx, {
      ...auditOf(act),
      action: "categories.remove_picture",
      subject: subjectOf(at.categoryId),
      before: { key: before },
    });
  });
  deps.nudgeRelay();
  return getCategoryForStaff(deps.db, at.categoryId);
}
