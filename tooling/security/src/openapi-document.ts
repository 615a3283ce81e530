import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { inProject } from "@cartwright/dev/project";
import { z } from "zod";

/** As much of a JSON schema as it takes to make up a value. */
export interface ValueSchema {
  readonly type?: string | undefined;
  readonly format?: string | undefined;
  readonly const?: unknown;
  readonly enum?: readonly unknown[] | undefined;
  readonly minLength?: number | undefined;
  readonly minimum?: number | undefined;
  readonly items?: ValueSchema | undefined;
  readonly minItems?: number | undefined;
  readonly anyOf?: readonly ValueSchema[] | undefined;
  readonly oneOf?: readonly ValueSchema[] | undefined;
  readonly properties?: Readonly<Record<string, ValueSchema>> | undefined;
  readonly additionalProperties?: boolean | ValueSchema | undefined;
}

const ValueSchema: z.ZodType<ValueSchema> = z.lazy(() =>
  z.object({
    type: z.string().optional(),
    format: z.string().optional(),
    const: z.unknown().optional(),
    enum: z.array(z.unknown()).optional(),
    minLength: z.number().optional(),
    minimum: z.number().optional(),
    items: ValueSchema.optional(),
    minItems: z.number().optional(),
    anyOf: z.array(ValueSchema).optional(),
    oneOf: z.array(ValueSchema).optional(),
    properties: z.record(z.string(), ValueSchema).optional(),
    additionalProperties: z.union([z.boolean(), ValueSchema]).optional(),
  }),
);
const Content = z.object({ "application/json": z.object({ schema: ValueSchema }) });
const Document = z.object({
  paths: z.record(
    z.string(),
    z.object({
      get: z.object({ parameters: z.array(z.object({ content: Content.optional() })) }).optional(),
      post: z.object({ requestBody: z.object({ content: Content }) }).optional(),
    }),
  ),
});

/** A procedure that can be called over HTTP. */
export interface Operation {
  /** `admin.orders.list` */
  readonly name: string;
  readonly method: "GET" | "POST";
  /** Absent when it takes none. */
  readonly input: ValueSchema | undefined;
}

/** The procedures of an OpenAPI document, as `packages/api/src/describe-openapi.ts` writes it. */
export function readOperations(document: unknown): Operation[] {
  return Object.entries(Document.parse(document).paths).map(([path, { get, post }]) => {
    const content = get ? get.parameters.find((each) => each.content)?.content : post?.requestBody.content;
    const input = content?.["application/json"].schema;
    const takesInput = input !== undefined && Object.keys(input).length > 0;
    return { name: path.slice(1), method: get ? "GET" : "POST", input: takesInput ? input : undefined };
  });
}

/** The document of this very tree, for a shop at that origin. */
export async function loadDocument(origin: string): Promise<unknown> {
  const script = inProject("packages/api/src/write-openapi.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [script, origin], {
    maxBuffer: 16 * 1024 * 1024,
    timeout: 60_000,
  });
  return JSON.parse(stdout);
}
