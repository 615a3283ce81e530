/** What staff wrote on orders, for the back office. */
export { selectNotes } from "./order-notes.sql.ts";
export { selectTagChoices, selectTags } from "./order-tags.sql.ts";
