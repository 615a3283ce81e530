/** What an order's total is made of, at checkout and on the order page. */
export const totals = {
  subtotal: "Subtotal",
  discount: "Discount",
  exchange: "Credit for returned items",
  promotions: "Promotions",
  shipping: "Shipping",
  free: "Free",
  tax: "Tax",
  taxAt: "Tax ({rate})",
  refunded: "Refunded",
  total: "Total",
  totalNow: "Total {amount}",
  outside: "{place}: outside the EU VAT area, so we charge 0% VAT. Customs may charge import tax.",
  exported: "Prices are shown without VAT. Customs may charge import tax.",
  withoutVat: "Prices are shown without VAT.",
  includesVat: "includes {amount} VAT",
} as const;
