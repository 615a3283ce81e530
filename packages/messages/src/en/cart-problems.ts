/** What has changed about the items in a cart, and why a discount code does or doesn't apply. */
export const cartProblems = {
  discontinued: "{title} is no longer available.",
  itemGone: "An item in your cart is no longer available.",
  soldOut: "{title} is sold out.",
  fewLeft: "Only {count, number} of {title} left.",
  priceChanged: "{title} now costs {now}. It was {before}.",
  code: {
    invalid: "This code isn't valid.",
    expired: "This code has expired.",
    usedUp: "This code is no longer available.",
    usedByYou: "You've already used this code.",
    currency: "This code isn't valid in this currency.",
    minimum: "Spend at least {amount} to use this code.",
    percentOff: "{percent, number}% off",
    amountOff: "{amount} off",
    freeShipping: "Free shipping",
  },
} as const;
