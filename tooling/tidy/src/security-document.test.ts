import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parseSync } from "oxc-parser";

const root = join(import.meta.dirname, "../../..");
const document = readFileSync(join(root, "docs/security.md"), "utf8");
const [prose = "", checklist = ""] = document.split("## Guarantees, proven by tests");

/** `| guarantee | file | title |`, without the head of the table. */
const rows = [...checklist.matchAll(/^\| (.+?) \| `([^`]+)` \| (.+?) \|$/gm)].map(
  ([, guarantee = "", file = "", title = ""]) => ({ guarantee, file, title }),
);

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}
const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && "type" in value;

/** The text of a literal as it is written, holes of a template included. */
function textOf(node: unknown, source: string): string | null {
  if (!isNode(node)) return null;
  if (node.type === "Literal") return typeof node["value"] === "string" ? node["value"] : null;
  const { start, end } = node;
  return node.type === "TemplateLiteral" ? source.slice(Number(start) + 1, Number(end) - 1) : null;
}

/** Titles of the tests of a file: first arguments of calls to `it` and `test`, however they are modified; skipped ones are none. */
function titlesOf(file: string): Set<string> {
  const source = readFileSync(join(root, file), "utf8");
  const titles = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === "object" && value !== null) {
      if (isNode(value) && value.type === "CallExpression" && isNode(value["callee"])) {
        const callee = source.slice(Number(value["callee"]["start"]), Number(value["callee"]["end"]));
        const [first] = Array.isArray(value["arguments"]) ? (value["arguments"] as unknown[]) : [];
        const title = textOf(first, source);
        if (title !== null && /^(it|test)\b/.test(callee) && !/^(it|test)\.(skip|todo)\b/.test(callee))
          titles.add(title);
      }
      Object.values(value).forEach(visit);
    }
  };
  visit(parseSync(file, source).program);
  return titles;
}

it("every guarantee of the gate is signed by a test of that very name", () => {
  expect(rows.length).toBeGreaterThan(50);
  expect(checklist.match(/^\| (?!guarantee|---)/gm)?.length).toBe(rows.length);
  const titles = new Map([...new Set(rows.map(({ file }) => file))].map((file) => [file, titlesOf(file)]));
  expect(rows.filter(({ file, title }) => !titles.get(file)?.has(title))).toEqual([]);
});

it("every file that the document names exists", () => {
  const named = prose.match(/`(?:apps|packages|tooling|docs|\.github)\/[^`\s]+`/g) ?? [];
  const linked = [...prose.matchAll(/\]\(([^)#:]+)\)/g)].map(([, path = ""]) => join("docs", path));
  const paths = [...named.map((name) => name.slice(1, -1)), ...linked];
  expect(paths.length).toBeGreaterThan(60);
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

it("a test that was renamed, skipped or never written is noticed", () => {
  const own = titlesOf("tooling/tidy/src/security-document.test.ts");
  expect(own.has("every file that the document names exists")).toBe(true);
  for (const title of ["every file that the document names", "no such test", "it"]) expect(own.has(title)).toBe(false);
});
