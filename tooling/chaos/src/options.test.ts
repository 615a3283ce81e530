import { expect, test } from "vitest";
import { parseOptions, USAGE } from "./options.ts";

test("defaults to two minutes on Redis and a random seed", () => {
  expect(parseOptions([])).toMatchObject({ minutes: 2, backend: "redis", seed: expect.any(Number) });
  expect(parseOptions(["--seed", "12", "--minutes", "0.5", "--backend", "postgres"])).toEqual({
    seed: 12,
    minutes: 0.5,
    backend: "postgres",
  });
});

test.each([
  ["--seed", "x"],
  ["--seed", "-1"],
  ["--minutes", "0"],
  ["--minutes", "121"],
  ["--backend", "files"],
  ["--what"],
])("says how it is called when called with %s %s", (...args) => {
  expect(parseOptions(args.filter((arg) => arg !== undefined))).toContain(USAGE);
});
