/** Exchanges of returned goods, for the flows that make and undo them. The caller holds the lock on the order. */
export {
  insertExchange,
  selectExchangedUnits as readExchangedUnits,
  selectExchangeFacts,
  selectExchangeOrigins,
  selectHeldExchange,
} from "./exchanges.sql.ts";
export type { ExchangedOrderRow, ReturnedLineRow } from "./exchanges.sql.ts";
