import { readFileSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { documentApi, documentProcedures } from "./document-api.ts";
import { appRouter } from "./root.ts";

const DOCUMENT = new URL("../../../docs/api.md", import.meta.url);
const MARK = "<!-- generated: UPDATE_DOCS=1 npx vitest run packages/api/src/document-api.test.ts -->\n";

it("docs/api.md lists every procedure and every reason as the code has them", () => {
  const [prose = ""] = readFileSync(DOCUMENT, "utf8").split(MARK);
  const expected = `${prose}${MARK}\n${documentApi(appRouter)}`;
  if (process.env["UPDATE_DOCS"]) writeFileSync(DOCUMENT, expected);
  expect(readFileSync(DOCUMENT, "utf8")).toBe(expected);
});

it("every procedure declares its access, its rate limit and its output", () => {
  const lacking = documentProcedures(appRouter).filter((entry) => !entry.access || !entry.limit || !entry.output);
  expect(lacking.map((entry) => entry.name)).toEqual([]);
});
