/** The parcels of an order, for the area that packs and sends them. The caller holds the lock on the order. */
export {
  deletePacked,
  deliverShipped,
  insertFulfillment,
  selectFulfillment,
  selectLineUnits,
  shipPacked,
  updateTracking,
} from "./fulfillments.sql.ts";
export type { FulfillmentRow, LineUnitsRow, NewFulfillment, Tracking } from "./fulfillments.sql.ts";
export { selectShipmentFacts } from "./shipment-facts.sql.ts";
export type { ShipmentFactsRow } from "./shipment-facts.sql.ts";
