import { CSRF_HEADER, cookieNames } from "@cartwright/contracts/cookies";
import { ERROR_REASONS } from "@cartwright/contracts/error-codes";
import type { AnyRouter } from "@trpc/server";
import { z } from "zod";
import { exampleValue } from "./example-value.ts";
import { type ListedProcedure, listProcedures } from "./list-procedures.ts";
import { NAMED_TYPES } from "./named-types.ts";
import { NoInput } from "./trpc.ts";

const OPENAPI = "3.0.3";
const JSON_TYPE = "application/json";

type Definitions = Record<string, unknown>;

/** An input as OpenAPI 3.0, without references, so that scanners need not follow any. A recursive schema is cut. */
function inputSchema(schema: z.ZodType): unknown {
  return adapt(z.toJSONSchema(schema, { ...OPTIONS, io: "input" }), {}, () => ({}));
}

/** An output as OpenAPI 3.0. Named types become references, and are added to `components`. */
function outputSchema(schema: z.ZodType, components: Definitions): unknown {
  const { definitions: named, ...rest } = z.toJSONSchema(schema, { ...OPTIONS, io: "output", metadata: NAMED_TYPES });
  const definitions = (named ?? {}) as Schemas; // what this target has in place of `$defs`
  const refer: Refer = (reference) => ({ $ref: reference.replace(DEFINITIONS, "#/components/schemas/") });
  for (const [name, definition] of Object.entries(definitions))
    components[name] ??= adapt(definition, definitions, refer);
  return adapt(rest, definitions, refer);
}

// What has no form in OpenAPI is left open; zod still checks it.
const OPTIONS = { target: "openapi-3.0", unrepresentable: "any", cycles: "ref", reused: "inline" } as const;
const DEFINITIONS = "#/definitions/";
const LEFT_OUT: ReadonlySet<string> = new Set(["$schema", "$defs", "definitions"]);

type Refer = (reference: string) => unknown;
type Schemas = Readonly<Record<string, z.core.JSONSchema._JSONSchema>>;

/** The type of a schema, or of its alternatives: all of ours have one in common. */
function typeOf(schema: z.core.JSONSchema._JSONSchema | undefined, definitions: Schemas): unknown {
  if (typeof schema !== "object") return undefined;
  if (schema.$ref !== undefined) return typeOf(definitions[schema.$ref.replace(DEFINITIONS, "")], definitions);
  return schema.type ?? typeOf((schema.allOf ?? schema.anyOf ?? schema.oneOf)?.[0], definitions);
}

/** Replaces references, and gives alternatives that may be null the type that OpenAPI 3.0 asks for beside `nullable`. */
function adapt(value: unknown, definitions: Schemas, refer: Refer): unknown {
  if (Array.isArray(value)) return value.map((each) => adapt(each, definitions, refer));
  if (typeof value !== "object" || value === null) return value;
  if ("$ref" in value) return refer(String(value.$ref));
  const part = value as z.core.JSONSchema.BaseSchema; // or an example or a list of fields, which have none of its fields
  const type = part["nullable"] && !part.type ? typeOf(part, definitions) : undefined;
  const entries = Object.entries(value).filter(([name]) => !LEFT_OUT.has(name));
  return Object.fromEntries([
    ...(type ? [["type", type]] : []),
    ...entries.map(([name, entry]) => [name, adapt(entry, definitions, refer)]),
  ]);
}

const responseOf = ({ output }: ListedProcedure, components: Definitions) => ({
  description: "The result.",
  content: {
    [JSON_TYPE]: {
      schema: {
        type: "object",
        properties: {
          result: { type: "object", properties: { data: output ? outputSchema(output, components) : {} } },
        },
      },
      ...(output ? { example: { result: { data: exampleValue(output, "output") } } } : {}),
    },
  },
});

const FAILURE = {
  description: "An error: `error.data.reason` says which.",
  content: {
    [JSON_TYPE]: {
      schema: {
        type: "object",
        properties: {
          error: {
            type: "object",
            properties: {
              message: { type: "string", description: "For a person." },
              code: { type: "integer" },
              data: {
                type: "object",
                properties: {
                  code: { type: "string" },
                  httpStatus: { type: "integer" },
                  reason: { type: "string", enum: [...ERROR_REASONS] },
                  path: { type: "string" },
                  requestId: { type: "string", nullable: true },
                  fields: { type: "object", nullable: true, additionalProperties: { type: "string" } },
                  retryAfterSeconds: { type: "integer", nullable: true },
                },
              },
            },
          },
        },
      },
    },
  },
};

const SESSION = "session";
const FAILED = { $ref: "#/components/responses/Error" };

/** Queries use GET with their input as JSON in the URL, mutations use POST with the token in a header. */
function operationOf(procedure: ListedProcedure, components: Definitions) {
  const { name, type, input, meta } = procedure;
  const content =
    input && input !== NoInput
      ? { [JSON_TYPE]: { schema: inputSchema(input), example: exampleValue(input, "input") } }
      : null;
  const isQuery = type === "query";
  const token = { name: CSRF_HEADER, in: "header", required: true, schema: { type: "string" } };
  const asked = { name: "input", in: "query", required: !input?.safeParse(undefined).success, content };
  return {
    [isQuery ? "get" : "post"]: {
      operationId: name,
      summary: `For ${meta?.access ?? "no one"}.`,
      tags: [name.split(".")[0] ?? name],
      parameters: isQuery ? (content ? [asked] : []) : [token],
      ...(isQuery ? {} : { requestBody: { required: true, content: content ?? { [JSON_TYPE]: { schema: {} } } } }),
      security: meta?.access === "public" ? [] : [{ [SESSION]: [] }],
      responses: { 200: responseOf(procedure, components), "4XX": FAILED, default: FAILED },
    },
  };
}

/**
 * The procedures that can be called over HTTP as an OpenAPI document, for tools without tRPC. With an empty origin, its
 * addresses are relative to where the document is served.
 */
export function describeOpenApi(router: AnyRouter, origin: string) {
  const procedures = listProcedures(router).filter(({ meta }) => meta?.access !== "system");
  const schemas: Definitions = {};
  const paths = Object.fromEntries(
    procedures.map((procedure) => [`/${procedure.name}`, operationOf(procedure, schemas)]),
  );
  return {
    openapi: OPENAPI,
    info: { title: "Cartwright", version: "1", license: { name: "MIT", url: "https://opensource.org/license/mit" } },
    servers: [{ url: `${origin}/api/trpc` }],
    components: {
      schemas,
      responses: { Error: FAILURE },
      securitySchemes: {
        [SESSION]: {
          type: "apiKey",
          in: "cookie",
          name: cookieNames(true).session,
          description: `Set by logging in. Over plain http its name is \`${cookieNames(false).session}\`.`,
        },
      },
    },
    paths,
  };
}
