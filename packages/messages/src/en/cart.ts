/** The cart page. */
export const cart = {
  title: "Cart",
  summary: "Order summary",
  shippingTo: "Shipping to {country}",
  change: "Change",
  saveDestination: "Update",
  regionMissing: "The price depends on where in the country it goes. Change the destination to choose.",
  nothingToShip: "Delivered by email. No shipping needed.",
  shippingLater: "Shipping is calculated at checkout.",
  taxIncluded: "Prices include VAT.",
  continue: "Continue shopping",
  empty: {
    title: "Your cart is empty",
    text: "Items you add are saved here for your next visit.",
    browse: "Browse the shop",
  },
} as const;
