/** The address form, at checkout and in the account. The words that differ by country are in `addressForm`. */
export const address = {
  country: "Country",
  chooseRegion: "Choose from the list",
  missingCountry: "Select a country.",
  failed: "We couldn't load the form for this country. Check your connection, then choose the country again.",
} as const;
