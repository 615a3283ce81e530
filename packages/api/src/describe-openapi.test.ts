import { createConfig, lintFromString } from "@redocly/openapi-core";
import { expect, it } from "vitest";
import { z } from "zod";
import { describeOpenApi } from "./describe-openapi.ts";
import { listProcedures } from "./list-procedures.ts";
import { appRouter } from "./root.ts";

const Content = z.object({ "application/json": z.object({ schema: z.record(z.string(), z.unknown()) }) });
const Parameter = z.discriminatedUnion("in", [
  z.object({ in: z.literal("query"), name: z.literal("input"), required: z.boolean(), content: Content }),
  z.object({
    in: z.literal("header"),
    name: z.literal("x-csrf-token"),
    required: z.literal(true),
    schema: z.unknown(),
  }),
]);
const operation = {
  operationId: z.string(),
  summary: z.string(),
  tags: z.array(z.string()).length(1),
  parameters: z.array(Parameter).max(1),
  security: z.array(z.record(z.string(), z.array(z.never()))).max(1),
  responses: z.object({ 200: z.object({ description: z.string(), content: Content }), default: z.unknown() }),
};
const Get = z.strictObject(operation);
const Post = z.strictObject({
  ...operation,
  parameters: z.array(Parameter).length(1),
  requestBody: z.object({ required: z.literal(true), content: Content }),
});
/** The part of OpenAPI 3.0 that the document uses, and nothing else. */
const Document = z.strictObject({
  openapi: z.literal("3.0.3"),
  info: z.object({ title: z.string(), version: z.string() }),
  servers: z.array(z.object({ url: z.url() })).length(1),
  components: z.strictObject({
    schemas: z.record(z.string(), z.unknown()),
    responses: z.strictObject({ Error: z.unknown() }),
    securitySchemes: z.strictObject({ session: z.unknown() }),
  }),
  paths: z.record(
    z.string().regex(/^\/[a-zA-Z.]+$/),
    z.union([z.strictObject({ get: Get }), z.strictObject({ post: Post })]),
  ),
});

const document = Document.parse(JSON.parse(JSON.stringify(describeOpenApi(appRouter, "http://localhost:3000"))));

it("describes every procedure that can be called over HTTP, by the method of its kind, and no other", () => {
  const expected = listProcedures(appRouter)
    .filter(({ meta }) => meta?.access !== "system")
    .map(({ name, type }) => `${type === "query" ? "get" : "post"} /${name}`);
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  expect(described.toSorted()).toEqual(expected.toSorted());
  expect(expected.length).toBeGreaterThan(50);
});

it("keeps what the schemas say: fields, limits, and that unknown fields are refused", () => {
  const { paths } = document;
  const path = paths["/cart.setLine"];
  const schema = path && "post" in path ? path.post.requestBody.content["application/json"].schema : {};
  expect(schema).toMatchObject({
    type: "object",
    additionalProperties: false,
    required: ["variantId", "quantity"],
    properties: { quantity: { type: "integer", minimum: 0, maximum: 999 } },
  });
  const required = ["/catalog.product", "/catalog.list"].map((name) => {
    const query = paths[name];
    return query && "get" in query ? query.get.parameters[0]?.required : undefined;
  });
  expect(required).toEqual([true, false]);
});

it("has no reference to anything that it does not contain, and none in inputs", () => {
  const references = JSON.stringify(document).match(/(?<="\$ref":")[^"]+/g) ?? [];
  const { schemas, responses } = document.components;
  const names = [
    ...Object.keys(schemas).map((name) => `#/components/schemas/${name}`),
    ...Object.keys(responses).map((name) => `#/components/responses/${name}`),
  ];
  expect([...new Set(references)].toSorted()).toEqual(names.toSorted());
  const inputs = Object.values(document.paths).map((path) =>
    "post" in path ? path.post.requestBody : path.get.parameters,
  );
  expect(JSON.stringify(inputs)).not.toContain("$ref");
  expect(JSON.stringify(document)).not.toMatch(/"(\$defs|\$schema|definitions)"/);
});

async function lint(source: string): Promise<unknown[]> {
  const config = await createConfig({ extends: ["recommended"] });
  const problems = await lintFromString({ source, absoluteRef: "openapi.json", config });
  return problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer]);
}

it("passes the linter, which checks its examples too", async () => {
  const source = JSON.stringify(describeOpenApi(appRouter, ""));
  expect(await lint(source)).toEqual([]);
  const broken = source.replace('"example":{"variantId":"', '"example":{"variantId":7,"was":"');
  expect(broken).not.toBe(source);
  expect(await lint(broken)).not.toEqual([]);
});
