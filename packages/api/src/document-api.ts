import { ERROR_CODES, ERROR_REASONS } from "@cartwright/contracts/error-codes";
import { errorMessage } from "@cartwright/core/kernel/error-message";
import type { AnyRouter } from "@trpc/server";
import { z } from "zod";
import { listProcedures } from "./list-procedures.ts";
import { NoInput } from "./trpc.ts";

interface DocumentedProcedure {
  readonly name: string;
  readonly kind: string;
  readonly access: string;
  readonly limit: string;
  readonly input: string;
  readonly output: string;
}

/** A JSON schema as a readable type: `{id: uuid, lines: [{quantity: 1..999}]}`. Cut at the fourth level. */
function shapeOf(schema: z.core.JSONSchema._JSONSchema, depth = 0): string {
  if (typeof schema === "boolean") return schema ? "any" : "nothing";
  if (schema.$ref) return "…the same";
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map(String).join(" / ");
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives) return alternatives.map((one) => shapeOf(one, depth)).join(" or ");
  if (schema.type === "array") {
    const items = Array.isArray(schema.items) ? true : (schema.items ?? true);
    return `[${shapeOf(items, depth)}]`;
  }
  if (schema.type === "object") return objectShape(schema, depth);
  if (schema.type === "integer" || schema.type === "number") return numberShape(schema);
  return schema.format ?? [schema.type ?? "any"].flat().join(" or ");
}

function objectShape(schema: z.core.JSONSchema.ObjectSchema | z.core.JSONSchema.BaseSchema, depth: number): string {
  if (depth >= 3) return "{…}";
  const required = new Set(schema.required ?? []);
  const fields = Object.entries(schema.properties ?? {}).map(
    ([name, field]) => `${name}${required.has(name) ? "" : "?"}: ${shapeOf(field, depth + 1)}`,
  );
  if (fields.length === 0 && schema.additionalProperties)
    return `{name: ${shapeOf(schema.additionalProperties, depth + 1)}}`;
  return `{${fields.join(", ")}}`;
}

function numberShape(schema: z.core.JSONSchema.BaseSchema): string {
  const { minimum, maximum } = schema;
  const bounded = typeof maximum === "number" && maximum < Number.MAX_SAFE_INTEGER;
  if (typeof minimum === "number" && minimum > Number.MIN_SAFE_INTEGER)
    return bounded ? `${minimum}..${maximum}` : `${minimum}..`;
  return schema.type === "integer" ? "integer" : "number";
}

function describe(schema: z.ZodType | null, io: "input" | "output"): string {
  if (schema === null || schema === NoInput) return "";
  const document = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  // A recursive schema refers to its own definition. One level of it is written out.
  const [recursive] = Object.values(document.$defs ?? {});
  return recursive ? shapeOf({ ...document, items: recursive }) : shapeOf(document);
}

/** A row for every procedure that can be called over HTTP. The system's own are left out: no one outside can call them. */
export function documentProcedures(router: AnyRouter): DocumentedProcedure[] {
  return listProcedures(router)
    .map(({ name, type, meta, input, output }) => ({
      name,
      kind: type,
      access: meta?.access ?? "",
      limit: meta?.limit ?? "",
      input: describe(input, "input"),
      output: describe(output, "output"),
    }))
    .filter((entry) => entry.access !== "system");
}

const cell = (text: string) => (text === "" ? "" : `\`${text.replaceAll("|", "\\|")}\``);

/** The generated half of docs/api.md. */
export function documentApi(router: AnyRouter): string {
  const procedures = documentProcedures(router).map(
    (entry) =>
      `| ${entry.name} | ${entry.kind} | ${entry.access} | ${entry.limit} | ${cell(entry.input)} | ${cell(entry.output)} |`,
  );
  const errors = ERROR_REASONS.map((reason) => {
    const { code, retry } = ERROR_CODES[reason];
    return `| ${reason} | ${code} | ${retry ? "yes" : "no"} | ${errorMessage(reason)} |`;
  });
  return [
    "## Procedures",
    "",
    "| name | kind | who | budget | input | output |",
    "| --- | --- | --- | --- | --- | --- |",
    ...procedures,
    "",
    "## Reasons of errors",
    "",
    "| reason | code | may succeed later by itself | message |",
    "| --- | --- | --- | --- |",
    ...errors,
    "",
  ].join("\n");
}
