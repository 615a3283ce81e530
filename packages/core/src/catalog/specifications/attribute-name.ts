/** What an attribute's name says: the label that shoppers see, and what kind of column it came from. */
export interface AttributeName {
  readonly kind: "standard" | "own" | "google";
  readonly label: string;
}

/** A metafield's column: `Fabric (product.metafields.shopify.fabric)`. */
const METAFIELD = /^(.*?)\s*\((?:product|variant)\.metafields\.([^.()]+)\.([^()]+)\)$/s;
/** `Google Shopping / Age Group`, and the same as some exports write it. */
const GOOGLE = /^google shopping\s*\/?\s*(gender|age group|condition|mpn)$/i;

/**
 * What a column of the merchant's own must be about to be shown. A file also has columns that are for the merchant alone: costs,
 * labels of campaigns, customs codes.
 */
const SHOWN =
  /^(?:materials?|fabric|composition|finish|texture|density|dimensions?|size in cm|width|height|depth|length|diameter|thickness|capacity|volume|contents?|care|care instructions|washing instructions|country of origin|origin|made in|ingredients|allergens?|power|voltage|battery|batteries|compatible with|compatibility|warranty|pages|burn time|energy class|age|age group|designer|delivery contents|included)$/i;

/** What an attribute is called, or null for one that shoppers do not see. */
export function readAttributeName(name: string): AttributeName | null {
  const google = GOOGLE.exec(name.trim());
  if (google?.[1]) return { kind: "google", label: google[1].toLowerCase() };
  const [, label, namespace, key] = METAFIELD.exec(name.trim()) ?? [];
  if (label === undefined || namespace === undefined || key === undefined)
    return SHOWN.test(name.trim()) ? { kind: "own", label: name.trim() } : null;
  if (label === "") return null;
  // Shopify's own fields describe goods; what apps keep there has a namespace of its own.
  if (namespace === "shopify") return { kind: "standard", label };
  return SHOWN.test(label) || SHOWN.test(key.replaceAll(/[_-]+/g, " ")) ? { kind: "own", label } : null;
}

/** The order of a table: what it is made of, how large it is, how to look after it, where it is from; then the rest by name. */
const ORDER: readonly RegExp[] = [
  /material|fabric|composition|ingredients/i,
  /finish|texture/i,
  /dimension|size/i,
  /width/i,
  /height/i,
  /depth|thickness/i,
  /length|diameter/i,
  /capacity|volume|content/i,
  /weight/i,
  /care|washing/i,
  /origin|made in/i,
];

/** The place of a label in the table. */
export function rankOf(label: string): number {
  const index = ORDER.findIndex((words) => words.test(label));
  return index < 0 ? ORDER.length : index;
}
