import {
  AdminArchivePromotion,
  AdminCreateCodes,
  AdminCreatePromotion,
  AdminExportCodes,
  AdminGetPromotion,
  AdminListPromotions,
  AdminPromotion,
  AdminPromotionPage,
  AdminSavePromotion,
  ExportedCodes,
} from "@cartwright/contracts/promotions";
import {
  archivePromotionAsStaff,
  createPromotionAsStaff,
  savePromotionAsStaff,
} from "@cartwright/core/admin/promotions/change-promotion";
import { getPromotion } from "@cartwright/core/admin/promotions/get-promotion";
import { listPromotions } from "@cartwright/core/admin/promotions/list-promotions";
import { createCodesAsStaff, exportCodesAsStaff } from "@cartwright/core/admin/promotions/promotion-codes";
import { router, staffProcedure } from "../../trpc.ts";

/** Promotions: codes, automatic discounts and single-use codes. */
export const adminPromotionsRouter = router({
  list: staffProcedure("promotions:read")
    .input(AdminListPromotions.prefault({}))
    .output(AdminPromotionPage)
    .query(({ ctx, input }) => listPromotions(ctx.deps.db, input)),

  get: staffProcedure("promotions:read")
    .input(AdminGetPromotion)
    .output(AdminPromotion)
    .query(({ ctx, input }) => getPromotion(ctx.deps.db, input.promotionId)),

  create: staffProcedure("promotions:write")
    .input(AdminCreatePromotion)
    .output(AdminPromotion)
    .mutation(({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      return createPromotionAsStaff(ctx.deps, input, { actor, address, requestId });
    }),

  save: staffProcedure("promotions:write")
    .input(AdminSavePromotion)
    .output(AdminPromotion)
    .mutation(({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      return savePromotionAsStaff(ctx.deps, input, { actor, address, requestId });
    }),

  /** For good: what is archived no longer applies and cannot be changed. */
  archive: staffProcedure("promotions:write")
    .input(AdminArchivePromotion)
    .output(AdminPromotion)
    .mutation(({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      return archivePromotionAsStaff(ctx.deps, input, { actor, address, requestId });
    }),

  createCodes: staffProcedure("promotions:write")
    .input(AdminCreateCodes)
    .output(AdminPromotion)
    .mutation(({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      return createCodesAsStaff(ctx.deps, input, { actor, address, requestId });
    }),

  /** A mutation, because it is audited: whoever has the codes can use them. */
  exportCodes: staffProcedure("promotions:write")
    .input(AdminExportCodes)
    .output(ExportedCodes)
    .mutation(({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      return exportCodesAsStaff(ctx.deps, input, { actor, address, requestId });
    }),
});
