import { listProcedures } from "@cartwright/api/list-procedures";
import { appRouter } from "@cartwright/api/root";
import { NoInput } from "@cartwright/api/trpc";
import { describe, expect, test } from "vitest";
import { readOperations } from "./openapi-document.ts";
import { markedInput, procedureTargets } from "./procedure-targets.ts";
import { OPTION_NAME } from "./sample-value.ts";
import { describeOpenApi } from "@cartwright/api/describe-openapi";

const ORIGIN = "http://localhost:3000";
const VALUES = new Map<string, unknown>([
  ["slug", "a-mug"],
  ["category", "kitchen"],
  [OPTION_NAME, "Colour"],
  ["Colour", "Ink"],
]);
const operations = readOperations(describeOpenApi(appRouter, ORIGIN));
const targets = procedureTargets(operations, VALUES);

test("every procedure that takes something is attacked, each with the session that may call it", () => {
  const taking = listProcedures(appRouter).filter(
    ({ input, meta }) => input && input !== NoInput && meta?.access !== "system",
  );
  expect(taking.length).toBeGreaterThan(40);
  const attacked = new Set(targets.map(({ name }) => name));
  expect(taking.filter(({ name }) => !attacked.has(name)).map(({ name }) => name)).toEqual([]);
  for (const { name, as } of targets)
    expect([name, as]).toEqual([name, name.startsWith("admin.") ? "admin" : "shopper"]);
});

describe("what is sent is let in by the schema, so that what lies behind it is attacked, too", () => {
  const schemas = new Map(listProcedures(appRouter).map(({ name, input }) => [name, input]));
  test.each(targets.filter(({ name }) => !name.endsWith("(cursor)")))("$name", ({ name, path, body }) => {
    const query = new URL(path, ORIGIN).searchParams.get("input") ?? "";
    const input: unknown = JSON.parse(body?.text ?? query.replaceAll("*", ""));
    expect(schemas.get(name)?.safeParse(input).error).toBeUndefined();
  });
});

test("a cursor is attacked apart from what it would be refused before", () => {
  const list = targets.filter(({ name }) => name.startsWith("catalog.list"));
  expect(list.map(({ name }) => name)).toEqual(["catalog.list", "catalog.list (cursor)"]);
  expect(list.map(({ path }) => decodeURIComponent(path).includes('"cursor"'))).toEqual([false, true]);
});

test("every leaf of a query's input carries a mark, numbers and truth values outside of quotes", () => {
  const input = markedInput({ query: 'a "b"', list: ["x"], limit: 5, low: false, nothing: null });
  expect(decodeURIComponent(input)).toBe('{"query":"a \\"b\\"*","list":["x*"],"limit":5*,"low":false*,"nothing":null}');
});
