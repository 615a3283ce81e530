import { describeOpenApi } from "@cartwright/api/describe-openapi";
import { appRouter } from "@cartwright/api/root";
import { expect, test } from "vitest";
import { readOperations } from "./openapi-document.ts";
import { withExamples } from "./scan-document.ts";

const withoutExamples = (text: string): unknown =>
  JSON.parse(text, (key, value: unknown) => (key === "example" ? undefined : value));

const described = JSON.stringify(describeOpenApi(appRouter, "http://localhost:3000"));
const document = withoutExamples(described);
const values = new Map([["slug", "stoneware-mug"]]);
const scanned = JSON.stringify(withExamples(document, values));

test("every input has an example, and examples name what is in the shop", () => {
  const taking = readOperations(document).filter(({ input }) => input);
  expect(scanned.match(/"example":/g)).toHaveLength(taking.length);
  expect(scanned).toContain('"example":{"slug":"stoneware-mug"}');
});

test("replaces the document's own examples of inputs", () => {
  expect(described).toContain('"example":{"slug":"stoneware-teapot"}');
  expect(JSON.stringify(withExamples(JSON.parse(described), values))).not.toContain(
    '"example":{"slug":"stoneware-teapot"}',
  );
});

test("nothing else of the document is changed", () => {
  expect(withoutExamples(scanned)).toEqual(document);
});
