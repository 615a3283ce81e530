import { CATEGORY_LEVELS_MAX, SUBCATEGORIES_MAX } from "@cartwright/contracts/categories";
import type { CategoryId } from "@cartwright/contracts/ids";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CategoryPlace, decidePlace } from "./category-place.ts";

const id = (name: string) => name as CategoryId; // the decision only compares them
/** `home`, `home/light`, `home/light/lamps`: by their paths, in the order of display. */
const tree = (...paths: string[]): CategoryPlace[] =>
  paths.map((path) => {
    const names = path.split("/");
    return { id: id(names.at(-1) ?? ""), parentId: names.length === 1 ? null : id(names.at(-2) ?? "") };
  });
const SHOP = tree("home", "home/light", "home/light/lamps", "home/rugs", "desk", "desk/pens", "bags");
const place = (name: string, parent: string | null, before: string | null = null) =>
  decidePlace(SHOP, {
    id: id(name),
    parentId: parent === null ? null : id(parent),
    beforeId: before === null ? null : id(before),
  });

describe("a place in the tree", () => {
  it("is the last one, or before a sibling, below any parent that has room", () => {
    expect(place("bags", "home")).toEqual({ siblings: ["light", "rugs", "bags"] });
    expect(place("bags", "home", "rugs")).toEqual({ siblings: ["light", "bags", "rugs"] });
    expect(place("pens", null, "home")).toEqual({ siblings: ["pens", "home", "desk", "bags"] });
    expect(place("new", "desk")).toEqual({ siblings: ["pens", "new"] });
  });

  it("can be changed among siblings, also to where it is", () => {
    expect(place("bags", null, "home")).toEqual({ siblings: ["bags", "home", "desk"] });
    expect(place("home", null)).toEqual({ siblings: ["desk", "bags", "home"] });
    expect(place("rugs", "home")).toEqual({ siblings: ["light", "rugs"] });
  });

  it("is never below the category itself", () => {
    expect(place("home", "home")).toEqual({ problem: "belowItself" });
    expect(place("home", "lamps")).toEqual({ problem: "belowItself" });
  });

  it("is on a level that the shop shows, with all that is below it", () => {
    expect(place("pens", "lamps")).toEqual({ problem: "tooDeep" });
    expect(place("light", "pens")).toEqual({ problem: "tooDeep" });
    expect(place("desk", "light")).toEqual({ problem: "tooDeep" });
    expect(place("desk", "home")).toEqual({ siblings: ["light", "rugs", "desk"] });
  });

  it("is below a parent and before a sibling that exist", () => {
    expect(place("bags", "gone")).toEqual({ problem: "parentGone" });
    expect(place("bags", "home", "pens")).toEqual({ problem: "siblingGone" });
    expect(place("bags", "home", "bags")).toEqual({ problem: "siblingGone" });
  });

  it("is one of a written number, of which a category that is there can change its own", () => {
    const many = Array.from({ length: SUBCATEGORIES_MAX }, (_, n) => `home/c${n}`);
    const full = tree("home", ...many, "desk");
    const at = (name: string) => decidePlace(full, { id: id(name), parentId: id("home"), beforeId: id("c5") });
    expect(at("desk")).toEqual({ problem: "full" });
    expect(at("c9")).toMatchObject({ siblings: expect.arrayContaining(["c9"]) });
  });
});

it("stays a tree of so many levels, whatever is moved where", () => {
  const names = Array.from({ length: 9 }, (_, n) => id(`c${n}`));
  const one = fc.constantFrom(...names);
  const move = fc.record({ id: one, parentId: fc.option(one), beforeId: fc.option(one) });
  fc.assert(
    fc.property(fc.array(move, { maxLength: 60 }), (moves) => {
      let places: CategoryPlace[] = names.map((name) => ({ id: name, parentId: null }));
      for (const wanted of moves) {
        const decided = decidePlace(places, wanted);
        if ("problem" in decided) continue;
        const others = places.filter(({ id: other }) => !decided.siblings.includes(other));
        places = [...others, ...decided.siblings.map((sibling) => ({ id: sibling, parentId: wanted.parentId }))];
      }
      expect(places).toHaveLength(names.length);
      for (const { id: start } of places) {
        let level = 0;
        for (let at: CategoryId | null = start; at !== null; level += 1) {
          expect(level).toBeLessThan(CATEGORY_LEVELS_MAX);
          at = places.find((each) => each.id === at)?.parentId ?? null;
        }
      }
    }),
  );
});
