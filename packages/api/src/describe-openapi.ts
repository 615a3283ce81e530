import { CSRF_HEADER } from "@cartwright/contracts/cookies";
import type { AnyRouter } from "@trpc/server";
import { z } from "zod";
import { type ListedProcedure, listProcedures } from "./list-procedures.ts";
import { NoInput } from "./trpc.ts";

type Schema = z.core.JSONSchema.BaseSchema;

const OPENAPI = "3.0.3";
const JSON_TYPE = "application/json";

/** A zod schema as OpenAPI 3.0. What has no such form is left open; zod still checks it. */
function schemaOf(schema: z.ZodType, io: "input" | "output"): Schema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    target: "openapi-3.0",
    unrepresentable: "any",
    // Definitions would have to be moved to the document's own. A recursive schema is cut there.
    cycles: "ref",
    reused: "inline",
  });
  return cutReferences(rest) as Schema; // objects stay objects
}

function cutReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cutReferences);
  if (typeof value !== "object" || value === null) return value;
  if ("$ref" in value) return {};
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== "$defs" && name !== "definitions")
      .map(([name, entry]) => [name, cutReferences(entry)]),
  );
}

const successOf = ({ output }: ListedProcedure) => ({
  description: "The result.",
  content: {
    [JSON_TYPE]: {
      schema: {
        type: "object",
        properties: {
          result: { type: "object", properties: { data: output ? schemaOf(output, "output") : {} } },
        },
      },
    },
  },
});

const FAILURE = {
  description: "A failure: `error.data.reason` says which.",
  content: { [JSON_TYPE]: { schema: { type: "object", properties: { error: { type: "object" } } } } },
};

/** Queries use GET with their input as JSON in the URL, mutations use POST with the token in a header. */
function operationOf(procedure: ListedProcedure) {
  const { name, type, input, meta } = procedure;
  const content = input && input !== NoInput ? { [JSON_TYPE]: { schema: schemaOf(input, "input") } } : null;
  const isQuery = type === "query";
  const token = { name: CSRF_HEADER, in: "header", required: true, schema: { type: "string" } };
  const asked = { name: "input", in: "query", required: !input?.safeParse(undefined).success, content };
  return {
    [isQuery ? "get" : "post"]: {
      operationId: name,
      summary: `For ${meta?.access ?? "nobody"}.`,
      tags: [name.split(".")[0] ?? name],
      parameters: isQuery ? (content ? [asked] : []) : [token],
      ...(isQuery ? {} : { requestBody: { required: true, content: content ?? { [JSON_TYPE]: { schema: {} } } } }),
      responses: { 200: successOf(procedure), default: FAILURE },
    },
  };
}

/** The procedures that can be called over HTTP as an OpenAPI document, for tools without tRPC. */
export function describeOpenApi(router: AnyRouter, origin: string) {
  const procedures = listProcedures(router).filter(({ meta }) => meta?.access !== "system");
  return {
    openapi: OPENAPI,
    info: { title: "Cartwright", version: "1" },
    servers: [{ url: `${origin}/api/trpc` }],
    paths: Object.fromEntries(procedures.map((procedure) => [`/${procedure.name}`, operationOf(procedure)])),
  };
}
