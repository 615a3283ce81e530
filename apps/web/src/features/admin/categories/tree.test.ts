import type { AdminCategoryRow } from "@cartwright/contracts/categories";
import type { CategoryId } from "@cartwright/contracts/ids";
import { expect, it } from "vitest";
import { parentsFor, parentsForNew, pathsOf, stepped } from "./tree.ts";

/** Rows of `home`, `home/light` and so on, in the order of display. */
const rows = ["home", "home/light", "home/light/lamps", "home/rugs", "desk", "bags"].map((path): AdminCategoryRow => {
  const names = path.split("/");
  const title = names.at(-1) ?? "";
  return {
    id: title as CategoryId, // only compared here
    parentId: (names.at(-2) ?? null) as CategoryId | null,
    level: names.length,
    slug: title,
    title,
    version: 1,
    imageUrl: null,
    productCount: 0,
    branchCount: 0,
  };
});
const row = (title: string) => rows.find((each) => each.title === title) ?? fail(title);
const fail = (title: string): never => {
  throw new Error(`no category ${title}`);
};
const titles = (some: readonly AdminCategoryRow[]) => some.map(({ title }) => title);

it("offers the places where a category with those below it stays on a level that the menu shows", () => {
  expect(titles(parentsFor(rows, row("bags")))).toEqual(["home", "light", "rugs", "desk"]);
  expect(titles(parentsFor(rows, row("light")))).toEqual(["home", "desk", "bags"]);
  expect(titles(parentsFor(rows, row("home")))).toEqual([]);
  expect(titles(parentsForNew(rows))).toEqual(["home", "light", "rugs", "desk", "bags"]);
});

it("names a category with those above it", () => {
  const paths = pathsOf(rows, (above, title) => `${above} / ${title}`);
  expect(paths.get("lamps" as CategoryId)).toBe("home / light / lamps");
  expect(paths.get("desk" as CategoryId)).toBe("desk");
});

it("steps past one sibling at a time, and not past the ends", () => {
  expect(stepped(rows, row("bags"), -1)).toBe("desk");
  expect(stepped(rows, row("home"), -1)).toBeUndefined();
  expect(stepped(rows, row("home"), 1)).toBe("bags");
  expect(stepped(rows, row("desk"), 1)).toBeNull();
  expect(stepped(rows, row("bags"), 1)).toBeUndefined();
});
