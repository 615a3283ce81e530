/** What Shopify calls the only variant of a product. */
export const ONLY_VARIANT_TITLE = "Default Title";

/** Whether a variant's title carries no information: the only variant has none, or Shopify's default. */
export const isOnlyVariant = (title: string): boolean => title === "" || title === ONLY_VARIANT_TITLE;

/** A product's title with that of the variant, where that says anything: `Mug, blue`. */
export const fullTitle = ({ title, variantTitle }: { readonly title: string; readonly variantTitle: string }): string =>
  isOnlyVariant(variantTitle) ? title : `${title}, ${variantTitle}`;
