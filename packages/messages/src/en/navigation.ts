/** The controls of the shop's header. */
export const navigation = {
  menu: "Menu",
  allCategories: "All categories",
  search: "Search",
  account: "Account",
  cart: "Cart",
  cartCount: "{count, plural, one {# item} other {# items}}",
} as const;
