import {
  AdminCreateProduct,
  AdminGetProduct,
  AdminListProducts,
  AdminProduct,
  AdminProductPage,
  AdminRemoveFile,
  AdminSaveProduct,
  ArrangePictures,
} from "@cartwright/contracts/admin-products";
import {
  AdminActOnProducts,
  AdminChangedProducts,
  AdminDuplicateProduct,
  AdminSchedulePublication,
  ProductAt,
} from "@cartwright/contracts/product-acts";
import { AdminBulkRows, AdminBulkSaved, AdminReadBulk, AdminSaveBulk } from "@cartwright/contracts/product-bulk";
import { arrangePicturesAsStaff } from "@cartwright/core/admin/arrange-pictures";
import { createProductAsStaff } from "@cartwright/core/admin/create-product";
import { getProductForStaff } from "@cartwright/core/admin/get-product";
import { listProductsForStaff } from "@cartwright/core/admin/list-products";
import { removeFileAsStaff } from "@cartwright/core/admin/digital-files";
import { changeStatusAsStaff } from "@cartwright/core/admin/products/change-status";
import { duplicateProductAsStaff } from "@cartwright/core/admin/products/duplicate-product";
import {
  cancelPublicationAsStaff,
  schedulePublicationAsStaff,
} from "@cartwright/core/admin/products/schedule-publication";
import { readBulkRows } from "@cartwright/core/admin/products/read-bulk";
import { saveBulkAsStaff } from "@cartwright/core/admin/products/save-bulk";
import { saveProductAsStaff } from "@cartwright/core/admin/save-product";
import { router, staffProcedure } from "../../trpc.ts";

/** Products of any status, for staff. */
export const adminProductsRouter = router({
  list: staffProcedure("products:read")
    .input(AdminListProducts.prefault({}))
    .output(AdminProductPage)
    .query(({ ctx, input }) => listProductsForStaff(ctx.deps.db, input)),

  get: staffProcedure("products:read")
    .input(AdminGetProduct)
    .output(AdminProduct)
    .query(({ ctx, input }) => getProductForStaff(ctx.deps.db, input.productId)),

  create: staffProcedure("products:write")
    .input(AdminCreateProduct)
    .output(AdminProduct)
    .mutation(({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      return createProductAsStaff(ctx.deps, input, { actor, address, requestId });
    }),

  save: staffProcedure("products:write")
    .input(AdminSaveProduct)
    .output(AdminProduct)
    .mutation(({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      return saveProductAsStaff(ctx.deps, input, { actor, address, requestId });
    }),

  /** As a draft with a slug of its own, without SKUs, barcodes, stock and files to download. */
  duplicate: staffProcedure("products:write")
    .input(AdminDuplicateProduct)
    .output(AdminProduct)
    .mutation(({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      return duplicateProductAsStaff(ctx.deps, input, { actor, address, requestId });
    }),

  /** Takes products out of the shop. Orders keep them. */
  archive: staffProcedure("products:write")
    .input(AdminActOnProducts)
    .output(AdminChangedProducts)
    .mutation(({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      return changeStatusAsStaff(ctx.deps, { ...input, act: "archive" }, { actor, address, requestId });
    }),

  /** As drafts, which are published by saving them as active. */
  unarchive: staffProcedure("products:write")
    .input(AdminActOnProducts)
    .output(AdminChangedProducts)
    .mutation(({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      return changeStatusAsStaff(ctx.deps, { ...input, act: "unarchive" }, { actor, address, requestId });
    }),

  /** Publishes a draft later, or changes when. A worker does it. */
  schedule: staffProcedure("products:write")
    .input(AdminSchedulePublication)
    .output(AdminProduct)
    .mutation(({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      return schedulePublicationAsStaff(ctx.deps, input, { actor, address, requestId });
    }),

  /** Cancels a scheduled publication. */
  unschedule: staffProcedure("products:write")
    .input(ProductAt)
    .output(AdminProduct)
    .mutation(({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      return cancelPublicationAsStaff(ctx.deps, input, { actor, address, requestId });
    }),

  /** Prices, stock and codes of up to 500 variants for sale, to edit them at a time. */
  bulk: staffProcedure("products:read")
    .input(AdminReadBulk.prefault({}))
    .output(AdminBulkRows)
    .query(({ ctx, input }) => readBulkRows(ctx.deps.db, input)),

  /** All of the rows, or none. Changes of stock need the permission to adjust it, and a reason. */
  saveBulk: staffProcedure("products:write")
    .input(AdminSaveBulk)
    .output(AdminBulkSaved)
    .mutation(({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      return saveBulkAsStaff(ctx.deps, input, { actor, address, requestId });
    }),

  /** Earlier orders keep the file. New ones are uploaded to `/api/uploads/products/{id}/files`. */
  removeFile: staffProcedure("products:write")
    .input(AdminRemoveFile)
    .output(AdminProduct)
    .mutation(({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      return removeFileAsStaff(ctx.deps, input, { actor, address, requestId });
    }),

  arrangePictures: staffProcedure("products:write")
    .input(ArrangePictures)
    .output(AdminProduct)
    .mutation(({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      return arrangePicturesAsStaff(ctx.deps, input, { actor, address, requestId });
    }),
});
