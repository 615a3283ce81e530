/** The returns of an order, for the area that takes goods back. The caller holds the lock on the order. */
export { addReceived, moveReturn, selectReturn } from "./returns.sql.ts";
export type { ReturnRow } from "./returns.sql.ts";
