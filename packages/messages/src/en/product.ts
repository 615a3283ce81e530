/** A product's price and stock, and the controls to buy it. */
export const product = {
  price: {
    from: "from {price}",
    now: "Now",
    before: ", was",
  },
  stock: {
    none: "Sold out. More stock is on its way.",
    allInCart: "{count, plural, one {The last one we have is in your cart.} other {All # we have are in your cart.}}",
    few: "Only {count, number} left.",
    available: "In stock.",
  },
  quantity: "Quantity of {title}",
  addToCart: "Add to cart",
  buyBar: "Add to cart",
  soldOut: "Sold out",
  optionSoldOut: "(sold out)",
  unavailable: "This product isn't available right now.",
} as const;
