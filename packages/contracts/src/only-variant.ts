/** Whether a variant's title carries no information: the only variant has none, or Shopify's default. */
export const isOnlyVariant = (title: string): boolean => title === "" || title === "Default Title";
