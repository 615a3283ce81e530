import { describeOpenApi } from "@cartwright/api/describe-openapi";
import { appRouter } from "@cartwright/api/root";
import { expect, test } from "vitest";
import { readOperations } from "./openapi-document.ts";
import { withExamples } from "./scan-document.ts";

const document: unknown = JSON.parse(JSON.stringify(describeOpenApi(appRouter, "http://localhost:3000")));
const scanned = JSON.stringify(withExamples(document, new Map([["slug", "stoneware-mug"]])));

test("every input has an example, and examples name what is in the shop", () => {
  const taking = readOperations(document).filter(({ input }) => input);
  expect(scanned.match(/"example":/g)).toHaveLength(taking.length);
  expect(scanned).toContain('"example":{"slug":"stoneware-mug"}');
});

test("nothing else of the document is changed", () => {
  const bare: unknown = JSON.parse(scanned, (key, value: unknown) => (key === "example" ? undefined : value));
  expect(bare).toEqual(document);
});
