/** The line on the product page about shipping and tax. */
export const delivery = {
  shipping: "Shipping to {country} from {price}.",
  shippingFree: "Shipping to {country} from {price}, free from {threshold}.",
  includesVat: "The price includes VAT.",
  withoutVat: "For {country}, the price is {price} without VAT, plus the tax there.",
  laterTax: "Tax is calculated at checkout.",
} as const;
