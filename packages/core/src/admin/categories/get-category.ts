import type { AdminCategory } from "@cartwright/contracts/categories";
import type { CategoryId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { categoryPicture } from "../../catalog/picture.ts";
import { AppError } from "../../kernel/app-error.ts";
import { selectCategoryDetail, selectCategoryUses } from "./categories.sql.ts";
import { listCategoriesForStaff } from "./list-categories.ts";

/** A category for its page in the back office, with what would have to be changed before it can be deleted. Throws `not_found`. */
export async function getCategoryForStaff(db: Db, id: CategoryId): Promise<AdminCategory> {
  const [{ items }, detail, uses] = await Promise.all([
    listCategoriesForStaff(db),
    selectCategoryDetail(db, id),
    selectCategoryUses(db, id),
  ]);
  const row = items.find((item) => item.id === id);
  if (!row || !detail) throw new AppError("not_found");
  const { description, oldSlugs } = detail;
  return {
    ...row,
    description,
    image: categoryPicture({ ...detail, title: row.title }),
    childCount: items.filter(({ parentId }) => parentId === id).length,
    oldSlugs: [...oldSlugs],
    promotions: [...uses.promotions],
    collections: [...uses.collections],
  };
}
