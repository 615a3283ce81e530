import { z } from "zod";

type Schema = z.core.JSONSchema._JSONSchema;

const SOME_UUID = "0192f0c1-7a3e-7c55-9d2b-5b1f0a6c3e84";

/** Examples by the name of a field. A value that the field's schema does not allow is passed over. */
const BY_NAME: Readonly<Record<string, readonly unknown[]>> = {
  action: ["customers.disable"],
  address: ["203.0.113.7"],
  alt: ["Stoneware Teapot in ink"],
  available: [101],
  carrier: ["DHL"],
  category: ["tea-and-coffee"],
  city: ["Berlin"],
  timeZone: ["Europe/Berlin"],
  code: ["WELCOME10"],
  count: [3],
  country: ["DE"],
  csv: ["at,actor,action\n2026-01-02T03:04:05.000Z,admin@example.com,customers.disable\n"],
  creditPrefix: ["CN-"],
  currency: ["EUR"],
  current: ["correct horse battery staple", true],
  day: ["2026-11-29"],
  description: ["<p>A round pot with a short spout that pours without a drip.</p>", "Two to four working days"],
  device: ["Firefox on Linux"],
  discountMinor: [0],
  document: ["INV-2026-00042"],
  email: ["shopper@example.com"],
  dueMinor: [11_600],
  expectedTotalMinor: [11_600],
  expiresOn: ["2027-12-31"],
  lastDay: ["2027-12-31"],
  feeMinor: [165],
  firstName: ["Mira"],
  from: ["2026-01-01", 0],
  fulfillmentStatus: ["unfulfilled"],
  giftCard: ["7K2M-9QXH-4T6W-B8ND"],
  giftCardMinor: [0],
  height: [960],
  html: ["<p>Thank you for your order.</p>"],
  id: ["0192f0c1-7a3e-7c55-9d2b-5b1f0a6c3e84", "1"],
  idempotencyKey: ["5d0c7f2e-91b4-4a52-8f66-2f3d0a9b7c11"],
  image: [],
  imageUrl: ["/media/products/stoneware-teapot/ink-640.webp"],
  invoicePrefix: ["INV-"],
  issuedOn: ["2026-11-30"],
  key: ["products/stoneware-teapot/ink", "sKx3vQ0pZy8", "sKx3vQ0pZy8sKx3vQ0pZy8sKx3vQ0pZy8sKx3vQ0pZy"],
  last4: ["4242"],
  lastName: ["Holt"],
  limit: [24],
  line1: ["Lindenstrasse 4"],
  lineId: ["1"],
  message: ["Your order is confirmed."],
  month: ["2026-11"],
  name: ["Mira Holt"],
  number: ["CW-7F4K-9QXM", "INV-2026-00042"],
  onHand: [104],
  option: ["Ink"],
  order: ["CW-7F4K-9QXM"],
  orderedFrom: ["2026-01-01"],
  orderedTo: ["2026-01-31"],
  orderedOn: ["2026-11-29"],
  orderNumber: ["CW-7F4K-9QXM"],
  newNumber: ["CW-3MPE-8TRK"],
  paidNumber: ["CW-7F4K-9QXM"],
  orderStatus: ["confirmed"],
  password: ["correct horse battery staple"],
  path: ["M0 0h7v1h-7z"],
  paymentStatus: ["paid"],
  place: [],
  postalCode: ["10115"],
  prefix: ["SPRING"],
  priceMax: [10_000],
  priceMaxMinor: [5800],
  priceMin: [1000],
  priceMinMinor: [5800],
  priceMinor: [5800, 490],
  productTitle: ["Stoneware Teapot"],
  promotionCode: ["WELCOME10"],
  provider: ["sandbox"],
  quantity: [2],
  query: ["teapot"],
  realtimeUrl: ["http://localhost:3001"],
  reason: ["The shopper asked for it by phone.", "sale"],
  recipientEmail: ["shopper@example.com"],
  recipient: ["shopper@example.com"],
  refundedMinor: [0],
  reserved: [3],
  rest: [false],
  role: ["shopper", "support"],
  secret: ["ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"],
  sellerAddress: ["Lindenstrasse 1\n10969 Berlin\nGermany"],
  sellerName: ["Cartwright"],
  seq: [4],
  shippingMethod: ["Standard"],
  shipsBy: ["2026-12-14"],
  shippingMethodId: ["standard"],
  shippingMinor: [0],
  size: [29],
  skipped: ["CW-7F4K-9QXM"],
  sku: ["CW-001-INK"],
  slug: ["stoneware-teapot"],
  status: ["confirmed", "active"],
  subject: ["Your order CW-7F4K-9QXM is confirmed"],
  subtotalMinor: [11_600],
  taxMinor: [1852],
  template: ["order_confirmed"],
  text: ["Thank you for your order."],
  taxRateBp: [1900],
  tint: ["#8a9a86"],
  title: ["Stoneware Teapot"],
  to: ["2026-01-31"],
  token: ["tok_approve", "Zk3mPq7vTj9xWc2rLb6nYd4s"],
  totalMinor: [11_600],
  traceparent: ["00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"],
  type: ["order.confirmed"],
  unitPriceMinor: [5800],
  uri: ["otpauth://totp/Cartwright:shopper@example.com?secret=ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"],
  url: ["/media/products/stoneware-teapot/ink-640.webp", "https://shop.example.com/approve"],
  variantTitle: ["Ink"],
  width: [960],
};

/** Fields that an example leaves empty where it may. */
const EMPTY: ReadonlySet<string> = new Set([
  "action",
  "amountMinor",
  "buyQuantity",
  "cancelReason",
  "cursor",
  "endsAt",
  "getQuantity",
  "line2",
  "nextCursor",
  "region",
  "returnReason",
  "upTo",
]);

/** An example of what a schema allows. It is the same each time, and a test parses every one with its schema. */
export function exampleValue(schema: z.ZodType, io: "input" | "output"): unknown {
  const document = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  const definitions = document.$defs ?? {};

  function valueOf(part: Schema, field: string, depth: number): unknown {
    if (typeof part === "boolean") return null;
    if (part.$ref !== undefined) return refer(part.$ref, field, depth);
    if (part.const !== undefined) return part.const;
    const alternatives = part.anyOf ?? part.oneOf;
    if (alternatives) return valueOf(choose(alternatives, field), field, depth);
    if (part.type === "array") return arrayOf(part, field, depth);
    const named = BY_NAME[field]?.find((value) => allows(part, value));
    if (named !== undefined) return named;
    return part.type === "object" ? objectOf(part, depth) : plainValue(part);
  }

  function refer(reference: string, field: string, depth: number): unknown {
    const target = reference === "#" ? document : definitions[reference.replace("#/$defs/", "")];
    return target ? valueOf(target, field, depth + 1) : null;
  }

  function arrayOf(part: z.core.JSONSchema.BaseSchema, field: string, depth: number): unknown[] {
    const [items] = [part.items ?? true].flat();
    // A recursive schema ends here.
    if (items === undefined || depth > 4) return [];
    const count = Math.max(1, part.minItems ?? 1);
    return Array.from({ length: count }, () => valueOf(items, singular(field), depth + 1));
  }

  function objectOf(part: z.core.JSONSchema.BaseSchema, depth: number): unknown {
    const required = new Set(part.required ?? []);
    const fields = Object.entries(part.properties ?? {}).filter(([name]) => required.has(name) || !EMPTY.has(name));
    const made = fields.map(([name, each]) => [name, valueOf(each, name, depth + 1)]);
    const more = part.additionalProperties;
    // Records have keys of the caller's choice. The shop's are the names of options.
    return Object.fromEntries(
      typeof more === "object" ? [...made, ["Colour", valueOf(more, "option", depth + 1)]] : made,
    );
  }

  return valueOf(document, "", 0);
}

const isNull = (part: Schema) => typeof part === "object" && part.type === "null";

function choose(alternatives: readonly Schema[], field: string): Schema {
  const empty = EMPTY.has(field) ? alternatives.find(isNull) : undefined;
  return empty ?? alternatives.find((one) => !isNull(one)) ?? true;
}

const singular = (field: string) => (field.endsWith("s") ? field.slice(0, -1) : field);

/** Whether a value can stand for a part of a schema, as far as type, list, pattern and limits go. */
function allows(part: z.core.JSONSchema.BaseSchema, value: unknown): boolean {
  if (part.enum) return part.enum.some((one) => one === value);
  if (part.type === "string") {
    if (typeof value !== "string" || value.length < (part.minLength ?? 0)) return false;
    if (part.format === "uri" && !value.includes("://")) return false;
    if (part.format === "uuid" && !/^[0-9a-f-]{36}$/.test(value)) return false;
    if (part.format === "date-time") return false;
    return part.pattern === undefined || part.format !== undefined || new RegExp(part.pattern).test(value);
  }
  if (part.type === "integer" || part.type === "number")
    return typeof value === "number" && value >= (part.minimum ?? value) && value <= (part.maximum ?? value);
  return typeof value === (part.type ?? "object") && part.properties === undefined;
}

function plainValue(part: z.core.JSONSchema.BaseSchema): unknown {
  if (part.enum) return part.enum[0];
  if (part.type === "boolean") return true;
  if (part.type === "integer" || part.type === "number")
    return Math.min(Math.max(part.minimum ?? 1, 1), part.maximum ?? 1);
  if (part.type !== "string") return null;
  if (part.format === "uuid") return SOME_UUID;
  if (part.format === "date-time") return "2026-01-02T03:04:05.000Z";
  if (part.format === "uri") return "https://shop.example.com/";
  if (part.format === "email") return "shopper@example.com";
  return "example".padEnd(part.minLength ?? 0, "-");
}
