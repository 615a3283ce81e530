import { SHOP_NAME } from "../shop-name.ts";

/** The frame around the shop's pages: header, menu, footer, page not found. */
export const shop = {
  meta: {
    title: `${SHOP_NAME} – useful things, kept simple`,
    description: "A small shop of useful things, chosen with care.",
    notFound: "Page not found",
  },
  skipToContent: "Skip to main content",
  noScript:
    "The cart and the checkout need JavaScript. Turn it on and reload this page, or see <contact>Contact</contact> to order by email or phone.",
  homeLink: `${SHOP_NAME}, home page`,
  home: "Home",
  categories: "Categories",
  breadcrumb: "Breadcrumb",
  footer: {
    promise: "Useful things, kept simple. Prices include VAT. Free returns within 30 days.",
    shop: "Shop",
    help: "Help",
    contact: "Contact",
    returns: "Returns",
    orders: "Your orders",
    account: "Your account",
    cart: "Cart",
    newest: "New in",
    search: "All products",
    company: "Company",
    privacy: "Privacy policy",
    terms: "Terms and conditions",
    imprint: "Legal notice",
    owner: `© ${SHOP_NAME} Sample Shop GmbH`,
  },
  facts: {
    shipping: "Shipping from {price}",
    freeFrom: "To {country}, free from {threshold}",
    everyOrder: "To {country}",
    returns: "30 days to return",
    returnsText: "No reason needed",
    payment: "Test mode",
    testCards: "Test cards only. No money is taken.",
    questions: "Questions?",
    questionsText: "We reply within one working day",
  },
  secure: "Secure checkout",
  backToCart: "Back to cart",
  notFound: {
    title: "Page not found",
    body: "The page may have moved, or the address may be wrong. Try searching for what you need.",
    home: "Go to the home page",
    search: "Search the shop",
  },
} as const;
