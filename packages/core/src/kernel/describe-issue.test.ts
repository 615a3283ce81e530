import { Password } from "@cartwright/contracts/accounts";
import { ListProducts } from "@cartwright/contracts/catalog";
import { Address, Email } from "@cartwright/contracts/checkout";
import { expect, test } from "vitest";
import { z } from "zod";
import { describeIssue } from "./describe-issue.ts";

const ADDRESS = { name: "A", line1: "B", city: "C", postalCode: "D", country: "DE" };

const CASES: readonly (readonly [what: string, schema: z.ZodType, input: unknown, problems: string[]])[] = [
  ["a missing value", z.strictObject({ city: z.string() }), {}, ["city: Enter a value."]],
  ["an empty text", Address, { ...ADDRESS, line1: " " }, ["line1: Enter a value."]],
  [
    "UK as a country",
    Address,
    { ...ADDRESS, country: "UK" },
    ["country: The code of the United Kingdom is GB. Use GB."],
  ],
  ["a text that is too short", Password, "short", [": Enter 8 characters or more."]],
  ["a password that is too short once composed", Password, "A\u030A".repeat(4), [": Enter 8 characters or more."]],
  ["a text that is too long", Address, { ...ADDRESS, name: "x".repeat(121) }, ["name: Enter 120 characters or fewer."]],
  [
    "control characters",
    Address,
    { ...ADDRESS, line1: "a\u0007b" },
    ["line1: Remove characters that can't be used here."],
  ],
  ["an invented country", Address, { ...ADDRESS, country: "ZZ" }, ["country: Choose a country from the list."]],
  ["an email address", Email, "kim", [": Enter an email address in the correct format, like name@example.com."]],
  [
    "numbers out of range",
    ListProducts,
    { limit: 0, priceMin: -1 },
    ["priceMin: Enter 0 or more.", "limit: Enter 1 or more."],
  ],
  ["a fraction", ListProducts, { limit: 1.5 }, ["limit: Enter a whole number."]],
  ["a choice", ListProducts, { sort: "best" }, ["sort: Choose one of the options."]],
  ["an unknown field", ListProducts, { colour: "red" }, [": Remove this field. It isn't part of the request."]],
];

test.each(CASES)("describes %s in the shop's own words", (...[, schema, input, problems]) => {
  const { error } = schema.safeParse(input, { error: describeIssue });
  expect(error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`)).toEqual(problems);
});
