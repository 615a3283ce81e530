/** Whether a variant's title says nothing: the only one of its product has none, or, from a Shopify file, this one. */
export const isOnlyVariant = (title: string): boolean => title === "" || title === "Default Title";
