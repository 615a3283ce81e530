/** Gift cards at the checkout. */
export const giftCards = {
  problem: {
    unknown: "We can't find this gift card. Check the code and try again.",
    disabled: "This gift card isn't active. Contact us if you think that's wrong.",
    expired: "This gift card has expired.",
    currency: "This gift card is in a different currency from your order.",
    empty: "There's nothing left on this gift card.",
    held: "This gift card is being used for another order. Wait for that order, then try again.",
    notNeeded: "This gift card isn't needed. Your other gift cards cover the whole order.",
  },
  label: "Gift card code",
  hint: "16 letters and numbers.",
  apply: "Apply",
  malformed: "Enter the 16 letters and numbers of the code.",
  remove: "Remove",
  removeLabel: "Remove gift card ending in {last4}",
  add: "Add another gift card",
  ending: "Gift card ending in {last4}",
  pays: "Pays {amount}. {left, select, none {Nothing is left on it after this order.} other {{left} is left on it after this order.}}",
  paysAll: "Your gift cards cover the whole order. There's nothing else to pay.",
} as const;
