/** What an order's total is made of, at checkout and on the order page. */
export const totals = {
  subtotal: "Subtotal",
  discount: "Discount",
  shipping: "Shipping",
  free: "Free",
  tax: "Tax",
  refunded: "Refunded",
  total: "Total",
  totalNow: "Total {amount}",
  includesVat: "includes {amount} VAT",
} as const;
