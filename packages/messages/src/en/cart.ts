/** The cart page. */
export const cart = {
  title: "Cart",
  quantity: "Quantity of {title}",
  remove: "Remove",
  removeItem: "Remove {title}",
  acceptPrice: "Accept new price",
  reduce: "Change quantity to {count, number}",
  summary: "Order summary",
  subtotal: "Subtotal",
  subtotalNow: "Subtotal {amount}",
  shippingLater: "Shipping is calculated at checkout. Prices include VAT.",
  blocked: "Some items in your cart have changed. Review them above before you check out.",
  checkout: "Checkout",
  continue: "Continue shopping",
  empty: {
    title: "Your cart is empty",
    text: "Items you add are saved here for your next visit.",
    browse: "Browse the shop",
  },
} as const;
