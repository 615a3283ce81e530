/** Orders that staff put together, for the areas that price, send and place them. */
export {
  deleteDraft,
  insertDraft,
  lockDraft,
  selectDraft,
  selectDrafts,
  selectLinkedDraft,
  updateDraft,
  updateLink,
  updateOrderOf,
} from "./order-drafts.sql.ts";
export type { DraftContent, StoredDraft } from "./order-drafts.sql.ts";
