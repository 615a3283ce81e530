/** The address form, at checkout and in the account. */
export const address = {
  name: "Full name",
  line1: "Street and house number",
  line2: "Apartment, floor or company",
  postalCode: "Postal code",
  city: "Town or city",
  country: "Country",
  region: "State or province",
  invalid: {
    name: "Enter the recipient's full name.",
    line1: "Enter a street and house number.",
    city: "Enter a town or city.",
    postalCode: "Enter a postal code.",
    country: "Select a country.",
  },
} as const;
