/** What staff wrote on customers, for the back office. */
export { selectNotes } from "./customer-notes.sql.ts";
export { selectTagChoices, selectTags } from "./customer-tags.sql.ts";
