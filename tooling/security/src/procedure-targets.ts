import type { Operation, ValueSchema } from "./openapi-document.ts";
import { type KnownValues, sampleValue } from "./sample-value.ts";
import { MARK, type ScanTarget } from "./scan-target.ts";

const CURSOR = "cursor";

const identityOf = (name: string) => (name.startsWith("admin.") ? "admin" : "shopper");

/** Marks every leaf of a value, and writes it as the JSON of a query's `input`. */
export function markedInput(value: unknown): string {
  const text = JSON.stringify(value, (_key, each: unknown) => {
    if (typeof each === "string") return `${each}${MARK}`;
    // A number with a mark is no JSON. It is written as a text between two signs, and loses the signs and quotes below.
    return typeof each === "number" || typeof each === "boolean" ? `\u0001${String(each)}${MARK}\u0001` : each;
  });
  return encodeURIComponent(text.replaceAll(/"\\u0001|\\u0001"/g, ""));
}

function targetOf({ name, method }: Operation, input: unknown): ScanTarget {
  const path = `/api/trpc/${name}`;
  const as = identityOf(name);
  if (method === "GET") return { name, as, method, path: `${path}?input=${markedInput(input)}` };
  return { name, as, method, path, body: { type: "application/json", text: JSON.stringify(input) } };
}

const without = (schema: ValueSchema, left: (field: string) => boolean): ValueSchema => ({
  ...schema,
  properties: Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([field]) => !left(field))),
});

/**
 * Every procedure that takes an input, with every field of it. A cursor is apart: one that was made up is refused before
 * anything else is looked at.
 */
export function procedureTargets(operations: readonly Operation[], values: KnownValues): ScanTarget[] {
  return operations.flatMap((operation) => {
    const { name, input } = operation;
    if (!input) return [];
    const sample = (schema: ValueSchema) => sampleValue(schema, values, { procedure: name, field: "", depth: 0 });
    const whole = targetOf(operation, sample(without(input, (field) => field === CURSOR)));
    if (!input.properties?.[CURSOR]) return [whole];
    const cursor = targetOf(operation, sample(without(input, (field) => field !== CURSOR)));
    return [whole, { ...cursor, name: `${name} (${CURSOR})` }];
  });
}
