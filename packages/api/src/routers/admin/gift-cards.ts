import {
  AdminDisableGiftCard,
  AdminGetGiftCard,
  AdminGiftCard,
  AdminGiftCardDetail,
  AdminGiftCardPage,
  AdminIssueGiftCard,
  AdminListGiftCards,
  AdminReplaceGiftCardCode,
  IssuedGiftCard,
} from "@cartwright/contracts/admin-gift-cards";
import { issueGiftCardAsStaff } from "@cartwright/core/admin/gift-cards/issue-gift-card";
import { getGiftCard, listGiftCards } from "@cartwright/core/admin/gift-cards/list-gift-cards";
import { replaceGiftCardCode } from "@cartwright/core/admin/gift-cards/replace-gift-card-code";
import { setGiftCardDisabled } from "@cartwright/core/admin/gift-cards/set-gift-card-disabled";
import { router, staffProcedure } from "../../trpc.ts";

/** Gift cards: issue, find, disable. A code is shown once, when it is made. */
export const adminGiftCardsRouter = router({
  list: staffProcedure("gift-cards:read")
    .input(AdminListGiftCards.prefault({}))
    .output(AdminGiftCardPage)
    .query(({ ctx, input }) => listGiftCards(ctx.deps.db, input)),

  get: staffProcedure("gift-cards:read")
    .input(AdminGetGiftCard)
    .output(AdminGiftCardDetail)
    .query(({ ctx, input }) => getGiftCard(ctx.deps.db, input.id)),

  issue: staffProcedure("gift-cards:write")
    .input(AdminIssueGiftCard)
    .output(IssuedGiftCard)
    .mutation(({ ctx, input }) => issueGiftCardAsStaff(ctx.deps, input, { ...ctx, reason: input.reason })),

  disable: staffProcedure("gift-cards:write")
    .input(AdminDisableGiftCard)
    .output(AdminGiftCard)
    .mutation(({ ctx, input }) => setGiftCardDisabled(ctx.deps, input, { ...ctx, reason: input.reason })),

  replaceCode: staffProcedure("gift-cards:write")
    .input(AdminReplaceGiftCardCode)
    .output(IssuedGiftCard)
    .mutation(({ ctx, input }) => replaceGiftCardCode(ctx.deps, input, { ...ctx, reason: input.reason })),
});
