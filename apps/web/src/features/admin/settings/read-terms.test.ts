import { expect, it } from "vitest";
import { readTerms } from "./read-terms.ts";

it.each([
  ["chalice, mug", ["chalice", "mug"]],
  [" running   shoes ,,trainers,\nsneakers\n", ["running shoes", "trainers", "sneakers"]],
  ["茶碗、湯呑", ["茶碗", "湯呑"]],
  [" , \n", []],
])("reads %j", (text, terms) => {
  expect(readTerms(text)).toEqual(terms);
});
