import type { ValueSchema } from "./openapi-document.ts";

/**
 * What exists in the shop, so that a request gets past the look-up and not only past the schema: by the name of a field
 * (`variantId`), or by the path of the procedure and the field (`admin.staff/id`).
 */
export type KnownValues = ReadonlyMap<string, unknown>;

/** The place of a value: the procedure's name and the path of field names in its input. */
interface Place {
  readonly procedure: string;
  readonly field: string;
  /** How far inside; schemas may hold themselves. */
  readonly depth: number;
}

/** The name of the one entry that a record with free keys gets. */
export const OPTION_NAME = "(name)";

const DEPTH_MAX = 8;
export const SOME_UUID = "3f1c6f0e-7b7a-4f6e-9c55-0c2f6a1d8e21";
const SOME_TIME = "2026-01-02T03:04:05.000Z";
const SOME_DAY = "2026-01-02";
const SOME_TEXT = "mug";

/** Fields whose form is a pattern that cannot be read from the schema, and those that exclude each other. */
const BY_NAME: KnownValues = new Map<string, unknown>([
  ["email", "scanned@example.com"],
  ["recipientEmail", "scanned@example.com"],
  ["password", "never the right one 7"],
  ["current", "never the right one 7"],
  ["code", "123456"],
  ["country", "DE"],
  ["timeZone", "Europe/Berlin"],
  ["priceMax", 1_000_000],
  ["document", "INV-2026-00001"],
  ["invoicePrefix", "INV-"],
  ["creditPrefix", "CN-"],
  ["month", "2026-11"],
  ["number", "CW-2222-2222"],
  ["numbers", "CW-2222-2222"],
  ["promotionCode", "WELCOME10"],
  ["giftCards", "7K2M9QXH4T6WB8ND"],
  ["expiresOn", "2036-01-31"],
  ["token", "tok_approve_and_something_to_be_long"],
  ["lineId", "1"],
  ["quoteVersion", "q".repeat(43)],
  ["key", "k".repeat(43)],
  ["admin.payments/order", "CW-2222-2222"],
  ["admin.payments/from", "2026-01-01"],
  ["admin.payments/to", "2026-01-31"],
  // One flat price.
  ["admin.shipping/from", 0],
  ["admin.shipping/upTo", null],
  ["admin.promotions/amountMinor", null],
  ["admin.promotions/buyQuantity", null],
  ["admin.promotions/getQuantity", null],
  ["admin.promotions/endsAt", "2036-01-02T03:04:05.000Z"],
]);

function known(values: KnownValues, { procedure, field }: Omit<Place, "depth">): unknown {
  const parts = procedure.split(".");
  for (let length = parts.length; length > 0; length -= 1) {
    const path = `${parts.slice(0, length).join(".")}/${field}`;
    const value = values.has(path) ? values.get(path) : BY_NAME.get(path);
    if (value !== undefined) return value;
  }
  return values.get(field) ?? BY_NAME.get(field);
}

/** As many values as a list must have, texts with a number each, because some lists take none twice. */
const several = (value: unknown, least: number): unknown[] =>
  Array.from({ length: Math.max(least, 1) }, (_, index) =>
    index > 0 && typeof value === "string" ? `${value}${index + 1}` : value,
  );

/** A value that a schema takes, with every field that it has, the optional ones too: each of them is to be attacked. */
export function sampleValue(schema: ValueSchema, values: KnownValues, place: Place): unknown {
  if (place.depth > DEPTH_MAX) return null;
  const inner = (next: ValueSchema, field = place.field) =>
    sampleValue(next, values, { ...place, field, depth: place.depth + 1 });
  const [first] = schema.anyOf ?? schema.oneOf ?? [];
  if (first) return inner(first);
  if (schema.type === "object") {
    const fields = Object.entries(schema.properties ?? {}).map(([name, each]) => [name, inner(each, name)]);
    const more = schema.additionalProperties;
    const name = values.get(OPTION_NAME);
    const free = typeof name === "string" ? name : "Size";
    return Object.fromEntries(typeof more === "object" ? [...fields, [free, inner(more, free)]] : fields);
  }
  if (schema.type === "array") return schema.items ? several(inner(schema.items), schema.minItems ?? 1) : [];
  const value = known(values, place);
  if (value !== undefined) return value;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.type === "boolean") return false;
  if (schema.type === "integer" || schema.type === "number") return Math.max(schema.minimum ?? 1, 1);
  if (schema.format === "uuid") return SOME_UUID;
  if (schema.format === "date-time") return SOME_TIME;
  if (schema.format === "date") return SOME_DAY;
  if (schema.format === "uri") return "https://carrier.example/track";
  return SOME_TEXT.repeat(Math.ceil((schema.minLength ?? 1) / SOME_TEXT.length) || 1);
}
