import {
  AdminCollection,
  AdminCollectionPage,
  AdminCreateCollection,
  AdminGetCollection,
  AdminListCollections,
  AdminRemoveCollection,
  AdminSaveCollection,
  CollectionRules,
  RulePreview,
} from "@cartwright/contracts/collections";
import {
  createCollectionAsStaff,
  removeCollectionAsStaff,
  removeCollectionPictureAsStaff,
  saveCollectionAsStaff,
} from "@cartwright/core/admin/collections/change-collection";
import { getCollectionForStaff } from "@cartwright/core/admin/collections/get-collection";
import { listCollections } from "@cartwright/core/admin/collections/list-collections";
import { previewRules } from "@cartwright/core/catalog/collections/preview-rules";
import { Nothing, router, staffProcedure } from "../../trpc.ts";

/** Collections by hand and by rules. Pictures are uploaded to `/api/uploads/collections/{id}/picture`. */
export const adminCollectionsRouter = router({
  list: staffProcedure("products:read")
    .input(AdminListCollections.prefault({}))
    .output(AdminCollectionPage)
    .query(({ ctx, input }) => listCollections(ctx.deps.db, input)),

  get: staffProcedure("products:read")
    .input(AdminGetCollection)
    .output(AdminCollection)
    .query(({ ctx, input }) => getCollectionForStaff(ctx.deps.db, input.collectionId)),

  /** What rules would match, before they are saved. */
  preview: staffProcedure("products:read")
    .input(CollectionRules)
    .output(RulePreview)
    .query(({ ctx, input }) => previewRules(ctx.deps.db, input)),

  create: staffProcedure("products:write")
    .input(AdminCreateCollection)
    .output(AdminCollection)
    .mutation(({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      return createCollectionAsStaff(ctx.deps, input, { actor, address, requestId });
    }),

  save: staffProcedure("products:write")
    .input(AdminSaveCollection)
    .output(AdminCollection)
    .mutation(({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      return saveCollectionAsStaff(ctx.deps, input, { actor, address, requestId });
    }),

  /** For good. Its products stay in the shop. */
  remove: staffProcedure("products:write")
    .input(AdminRemoveCollection)
    .output(Nothing)
    .mutation(async ({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      await removeCollectionAsStaff(ctx.deps, input, { actor, address, requestId });
      return null;
    }),

  removePicture: staffProcedure("products:write")
    .input(AdminRemoveCollection)
    .output(AdminCollection)
    .mutation(({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      return removeCollectionPictureAsStaff(ctx.deps, input, { actor, address, requestId });
    }),
});
