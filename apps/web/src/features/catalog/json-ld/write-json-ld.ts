/** A value of structured data. What is null or empty is left out when it is written. */
export type JsonLdValue = string | number | boolean | null | readonly JsonLdValue[] | JsonLdNode;

export interface JsonLdNode {
  readonly [property: string]: JsonLdValue;
}

const isNode = (value: JsonLdValue): value is JsonLdNode => typeof value === "object" && value !== null;

/** Without what says nothing: null, empty text, empty lists, and nodes that have only a type. Undefined when nothing is left. */
function compact(value: JsonLdValue): unknown {
  if (value === null) return undefined;
  if (typeof value === "string") return value.trim() === "" ? undefined : value;
  if (Array.isArray(value)) {
    const kept = value.map(compact).filter((each) => each !== undefined);
    return kept.length === 0 ? undefined : kept;
  }
  if (!isNode(value)) return value;
  const kept = Object.entries(value).flatMap(([name, each]) => {
    const left = compact(each);
    return left === undefined ? [] : [[name, left] as const];
  });
  return kept.some(([name]) => name !== "@type") ? Object.fromEntries(kept) : undefined;
}

/**
 * Structured data for search engines (schema.org) as the text of a script element. It is data, never run; `<` is escaped so that no
 * title can end the element.
 */
export function writeJsonLd(nodes: readonly JsonLdNode[]): string {
  const data = { "@context": "https://schema.org", "@graph": compact(nodes) ?? [] };
  return JSON.stringify(data).replaceAll("<", String.raw`\u003c`);
}
