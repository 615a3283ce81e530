import { readFileSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { describeOpenApi } from "./describe-openapi.ts";
import { documentApi } from "./document-api.ts";
import { listProcedures } from "./list-procedures.ts";
import { printJson } from "./print-json.ts";
import { appRouter } from "./root.ts";

const DOCUMENT = new URL("../../../docs/api.md", import.meta.url);
const OPENAPI = new URL("../../../docs/openapi.json", import.meta.url);
const MARK = "<!-- generated: UPDATE_DOCS=1 npx vitest run packages/api/src/document-api.test.ts -->\n";

/** The file as it is, or with `UPDATE_DOCS` as it should be. */
function readOrUpdate(file: URL, expected: string): string {
  if (process.env["UPDATE_DOCS"]) writeFileSync(file, expected);
  return readFileSync(file, "utf8");
}

it("docs/api.md describes every procedure and every error reason as the code has them", () => {
  const [prose = ""] = readFileSync(DOCUMENT, "utf8").split(MARK);
  const expected = `${prose}${MARK}\n${documentApi(appRouter)}`;
  expect(readOrUpdate(DOCUMENT, expected)).toBe(expected);
});

it("docs/openapi.json describes the same procedures", () => {
  const expected = `${printJson(describeOpenApi(appRouter, ""))}\n`;
  expect(readOrUpdate(OPENAPI, expected)).toBe(expected);
});

it("every procedure declares its access, its rate limit and its output", () => {
  const lacking = listProcedures(appRouter)
    .filter(({ meta }) => meta?.access !== "system")
    .filter(({ meta, output }) => !meta?.access || !meta.limit || !output);
  expect(lacking.map(({ name }) => name)).toEqual([]);
});
