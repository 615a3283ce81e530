import fc from "fast-check";
import { z } from "zod";

type Schema = z.core.JSONSchema._JSONSchema;
type Path = readonly (string | number)[];

/** An input that a schema accepts, and every place in it where another value could be. */
export interface SampleInput {
  readonly value: unknown;
  readonly places: readonly Path[];
  /** The objects in it, where a field could be added. The input itself is the empty path. */
  readonly objects: readonly Path[];
  /** The limits of what may stand at each place, in the order of `places`. */
  readonly limits: readonly Limits[];
}

/** The limits that a schema states for a value. */
export interface Limits {
  readonly length: number | undefined;
  readonly items: number | undefined;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
}

const FORMATS: Readonly<Record<string, unknown>> = {
  uuid: "01890000-0000-7000-8000-000000000000",
  email: "somebody@example.com",
  uri: "https://example.com/",
  "date-time": "2026-01-01T00:00:00Z",
};

function sampleText(schema: z.core.JSONSchema.BaseSchema): unknown {
  const { format, pattern, minLength = 0 } = schema;
  const known = format === undefined ? undefined : FORMATS[format];
  if (known !== undefined) return known;
  if (typeof pattern !== "string") return "a".repeat(Math.max(1, minLength));
  const [text = ""] = fc.sample(fc.stringMatching(new RegExp(pattern)), { seed: 7, numRuns: 1 });
  // Where a length is required, the pattern is an alphabet.
  return text.length === 0 ? text : text.repeat(Math.ceil(minLength / text.length) || 1);
}

/** The most specific alternative: anything but `null`. */
const firstAlternative = (schema: z.core.JSONSchema.BaseSchema): Schema | undefined =>
  (schema.anyOf ?? schema.oneOf ?? schema.allOf)?.find((one) => typeof one !== "object" || one.type !== "null");

/**
 * Generates an input for a schema. `known` has the values that must exist (a variant, an order number), by field name. Optional
 * fields are filled in too: what can be sent can be attacked.
 */
export function sampleInput(schema: z.ZodType, known: Readonly<Record<string, unknown>>): SampleInput {
  const places: Path[] = [];
  const limits: Limits[] = [];
  const objects: Path[] = [];

  function make(part: Schema, path: Path): unknown {
    if (typeof part === "boolean") return "a";
    if (part.const !== undefined) return part.const;
    if (part.enum) return part.enum[0];
    const alternative = firstAlternative(part);
    if (alternative !== undefined) return make(alternative, path);
    if (part.type === "object") return makeObject(part, path);
    if (part.type === "array") {
      const items = Array.isArray(part.items) ? part.items[0] : part.items;
      return [place(items ?? true, [...path, 0])];
    }
    if (part.type === "integer" || part.type === "number") return Math.max(1, part.minimum ?? 1);
    return part.type === "boolean" ? true : sampleText(part);
  }
  function makeObject(part: z.core.JSONSchema.BaseSchema, path: Path): unknown {
    objects.push(path);
    const fields = Object.entries(part.properties ?? {});
    if (fields.length === 0 && typeof part.additionalProperties === "object")
      return { Size: place(part.additionalProperties, [...path, "Size"]) };
    return Object.fromEntries(
      fields.flatMap(([name, field]) => {
        const value = place(field, [...path, name]);
        const wanted = Object.hasOwn(known, name) ? known[name] : value;
        return wanted === undefined ? [] : [[name, wanted]];
      }),
    );
  }
  function place(part: Schema, path: Path): unknown {
    places.push(path);
    limits.push(limitsOf(part));
    return make(part, path);
  }

  const value = place(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }), []);
  return { value, places, objects, limits };
}

function limitsOf(part: Schema): Limits {
  if (typeof part === "boolean") return { length: undefined, items: undefined, minimum: undefined, maximum: undefined };
  const alternative = firstAlternative(part);
  if (alternative !== undefined) return limitsOf(alternative);
  const { maxLength, maxItems, minimum, maximum } = part;
  return { length: maxLength, items: maxItems, minimum, maximum };
}

const MARK = "@@here@@";

/** The sample as JSON, with another JSON text at one place. */
export function withJsonAt(value: unknown, path: Path, json: string): string {
  if (path.length === 0) return json;
  const copy: unknown = structuredClone(value);
  let at: unknown = copy;
  for (const step of path.slice(0, -1)) at = typeof at === "object" && at !== null ? Reflect.get(at, step) : undefined;
  const last = path.at(-1);
  if (typeof at !== "object" || at === null || last === undefined) return JSON.stringify(value);
  Reflect.set(at, last, MARK);
  return JSON.stringify(copy).replace(JSON.stringify(MARK), () => json);
}
