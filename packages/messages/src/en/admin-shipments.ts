/** Shipping many orders from a list. */
export const adminShipments = {
  title: "Ship orders from a list",
  intro:
    "Paste order number, carrier and tracking number, one order to a line, or choose a file. Nothing is shipped until you've seen what will happen.",
  text: "Orders",
  example: "CW-7F4K-9QXM, DHL, JD014600003828839280",
  hint: "From a spreadsheet, or separated by commas, semicolons or tabs. Up to {max, number} orders.",
  file: "Choose file",
  fileInput: "File with orders",
  fileTooLarge: "This file is larger than {max, number} KB. Choose a list of orders.",
  check: "Check list",
  refusal: {
    empty: "There are no orders in this list.",
    too_many: "This list has more than {max, number} orders. Split it into smaller lists.",
    unreadable: "This list can't be read. Check its quotation marks.",
  },
  caption: "Orders in the list",
  column: {
    line: "Line",
    order: "Order",
    carrier: "Carrier",
    tracking: "Tracking number",
    result: "Result",
  },
  summary:
    "{problems, plural, =0 {} one {# line can't be shipped and will be left out. } other {# lines can't be shipped and will be left out. }}{ready, plural, =0 {There is nothing to ship.} one {# order is ready to ship.} other {# orders are ready to ship.}}",
  problem: {
    number: "Not an order number. Write it like CW-7F4K-9QXM.",
    twice: "This order is in the list twice. Ship its parcels from the order's page.",
    too_long: "The carrier or tracking number is too long.",
  },
  effect: {
    ship: "Ships the packed parcel.",
    pack_and_ship: "Packs and ships all open items.",
    already_shipped: "Already shipped with this number. Nothing to do.",
    no_order: "There is no order with this number.",
    not_confirmed: "The order isn't confirmed, or was cancelled.",
    several_parcels: "Several parcels are packed. Ship them from the order's page.",
    needs_tracking: "Part of this order is packed or sent. Add a tracking number, or ship it from the order's page.",
    nothing_left: "Nothing left to ship.",
  },
  shipped: "Shipped",
  ship: "{count, plural, one {Ship # order and email the customer} other {Ship # orders and email the customers}}",
  progress: "{done, number} of {count, number} orders",
  done: "{shipped, plural, =0 {No order was shipped.} one {# order was shipped.} other {# orders were shipped.}}",
  stopped:
    "Shipping stopped after {done, number} of {count, number} orders: {message} Ship again to continue. No order ships twice.",
  edit: "Edit list",
  another: "Ship another list",
  back: "Orders",
} as const;
