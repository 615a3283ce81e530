import {
  AdminCategory,
  AdminCategoryAt,
  AdminCategoryTree,
  AdminCreateCategory,
  AdminGetCategory,
  AdminMoveCategory,
  AdminRemoveCategory,
  AdminSaveCategory,
} from "@cartwright/contracts/categories";
import {
  createCategoryAsStaff,
  moveCategoryAsStaff,
  removeCategoryAsStaff,
  removeCategoryPictureAsStaff,
  saveCategoryAsStaff,
} from "@cartwright/core/admin/categories/change-category";
import { getCategoryForStaff } from "@cartwright/core/admin/categories/get-category";
import { listCategoriesForStaff } from "@cartwright/core/admin/categories/list-categories";
import { NoInput, Nothing, router, staffProcedure } from "../../trpc.ts";

/** The tree of categories. Pictures are uploaded to `/api/uploads/categories/{id}/picture`. */
export const adminCategoriesRouter = router({
  /** All of them: there are a thousand at most. */
  list: staffProcedure("products:read")
    .input(NoInput)
    .output(AdminCategoryTree)
    .query(({ ctx }) => listCategoriesForStaff(ctx.deps.db)),

  get: staffProcedure("products:read")
    .input(AdminGetCategory)
    .output(AdminCategory)
    .query(({ ctx, input }) => getCategoryForStaff(ctx.deps.db, input.categoryId)),

  create: staffProcedure("products:write")
    .input(AdminCreateCategory)
    .output(AdminCategory)
    .mutation(({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      return createCategoryAsStaff(ctx.deps, input, { actor, address, requestId });
    }),

  save: staffProcedure("products:write")
    .input(AdminSaveCategory)
    .output(AdminCategory)
    .mutation(({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      return saveCategoryAsStaff(ctx.deps, input, { actor, address, requestId });
    }),

  /** Below another parent, or to another place among its siblings. Returns the tree as it is then. */
  move: staffProcedure("products:write")
    .input(AdminMoveCategory)
    .output(AdminCategoryTree)
    .mutation(({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      return moveCategoryAsStaff(ctx.deps, input, { actor, address, requestId });
    }),

  /** For good. Its products move to another category. */
  remove: staffProcedure("products:write")
    .input(AdminRemoveCategory)
    .output(Nothing)
    .mutation(async ({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      await removeCategoryAsStaff(ctx.deps, input, { actor, address, requestId });
      return null;
    }),

  removePicture: staffProcedure("products:write")
    .input(AdminCategoryAt)
    .output(AdminCategory)
    .mutation(({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      return removeCategoryPictureAsStaff(ctx.deps, input, { actor, address, requestId });
    }),
});
