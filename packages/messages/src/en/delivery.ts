/** What shipping costs and how long it takes: the line on the product page, and the methods at checkout. */
export const delivery = {
  shipping: "Shipping to {country} from {price}.",
  shippingFree: "Shipping to {country} from {price}, free from {threshold}.",
  includesVat: "The price includes VAT.",
  withoutVat: "For {country}, the price is {price} without VAT, plus the tax there.",
  estimate:
    "{same, select, yes {{max, plural, =0 {Same day} one {Next working day} other {# working days}}} other {{min, number} to {max, number} working days}}",
  laterTax: "Tax is calculated at checkout.",
} as const;
