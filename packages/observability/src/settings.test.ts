import { expect, test } from "vitest";
import { z } from "zod";
import { commaSeparated, emptyIsAbsent, Origin, port, readSettings } from "./settings.ts";

const schema = z.object({
  PUBLIC_ORIGIN: Origin,
  PORT: port(3000),
  NAMES: commaSeparated.default([]),
  SECRET: emptyIsAbsent(z.string().min(16).optional()),
});

test("reads settings, with defaults for those that are absent or empty", () => {
  expect(readSettings(schema, { PUBLIC_ORIGIN: "https://shop.example.com", NAMES: "a, ,b", SECRET: "" })).toEqual({
    PUBLIC_ORIGIN: "https://shop.example.com",
    PORT: 3000,
    NAMES: ["a", "b"],
    SECRET: undefined,
  });
});

test("names every setting that is wrong, and no value", () => {
  const read = () => readSettings(schema, { PUBLIC_ORIGIN: "https://shop.example.com/a", PORT: "x", SECRET: "short" });
  expect(read).toThrow(/PUBLIC_ORIGIN: write an origin[\s\S]*PORT: [\s\S]*SECRET: /);
  expect(read).not.toThrow(/shop\.example\.com\/a|"short"/);
});
