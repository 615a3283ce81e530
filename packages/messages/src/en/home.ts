/** The home page. */
export const home = {
  headline: "Useful things, kept simple",
  lead: "A small shop of everyday objects. We use each one for a month before we sell it, and keep only the ones we'd miss.",
  browse: "Browse the shop",
  picks: { title: "This month's picks", more: "Shop all products" },
  newest: { title: "New in", more: "Shop all new products" },
  categories: "Shop by category",
  storyTitle: "Fewer things, chosen with care",
  tested: {
    title: "Tested for a month",
    text: "Every object spends a month in our own kitchens, bags and desks. About one in nine makes it into the shop.",
  },
  packaging: {
    title: "Plastic-free packaging",
    text: "Everything arrives in paper and card that you can recycle at home.",
  },
  returns: {
    title: "30 days to change your mind",
    text: "Not what you hoped for? Send it back within 30 days. You don't need a reason, and we'll refund you within a week.",
  },
} as const;
