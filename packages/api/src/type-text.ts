import { z } from "zod";
import { NAMED_TYPES } from "./named-types.ts";

type Schema = z.core.JSONSchema._JSONSchema;

/** A schema as a readable type: `{id: uuid, lines: [{quantity: 1..999}]}`. */
export interface TypeText {
  readonly text: string;
  /** The named types that the text refers to, and those that they refer to, each with its own text. */
  readonly named: ReadonlyMap<string, string>;
}

/** Writes a schema as a readable type. Named types (`named-types.ts`) appear by their name. */
export function typeText(schema: z.ZodType, io: "input" | "output"): TypeText {
  const { $defs: definitions = {}, ...document } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    metadata: NAMED_TYPES,
  });
  const named = Object.entries(definitions).map(([name, definition]) => [name, textOf(definition)] as const);
  return { text: textOf(document), named: new Map(named) };
}

function textOf(schema: Schema): string {
  if (typeof schema === "boolean") return schema ? "any" : "nothing";
  if (schema.$ref !== undefined) return schema.$ref.replace("#/$defs/", "");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map(String).join(" / ");
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives) return alternatives.map(textOf).join(" or ");
  if (schema.type === "array") return `[${[schema.items ?? true].flat().map(textOf).join(", ")}]`;
  if (schema.type === "object") return objectText(schema);
  if (schema.type === "integer" || schema.type === "number") return numberText(schema);
  return schema.format ?? [schema.type ?? "any"].flat().join(" or ");
}

function objectText(schema: z.core.JSONSchema.BaseSchema): string {
  const required = new Set(schema.required ?? []);
  const fields = Object.entries(schema.properties ?? {}).map(
    ([name, field]) => `${name}${required.has(name) ? "" : "?"}: ${textOf(field)}`,
  );
  if (fields.length === 0 && schema.additionalProperties) return `{name: ${textOf(schema.additionalProperties)}}`;
  return `{${fields.join(", ")}}`;
}

function numberText(schema: z.core.JSONSchema.BaseSchema): string {
  const { minimum, maximum } = schema;
  const bounded = typeof maximum === "number" && maximum < Number.MAX_SAFE_INTEGER;
  if (typeof minimum === "number" && minimum > Number.MIN_SAFE_INTEGER)
    return bounded ? `${minimum}..${maximum}` : `${minimum}..`;
  return schema.type === "integer" ? "integer" : "number";
}
