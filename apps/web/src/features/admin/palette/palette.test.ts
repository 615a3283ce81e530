import { Window } from "happy-dom";
import { afterEach, describe, expect, it, vi } from "vitest";
import { entriesOf } from "./entries.ts";
import { fits } from "./fits.ts";
import { forgetRecents, readRecents, rememberRecent } from "./recents.ts";

afterEach(() => vi.unstubAllGlobals());

const namesOf = (role: Parameters<typeof entriesOf>[0], kind: string) =>
  entriesOf(role)
    .filter((entry) => entry.kind === kind)
    .map(({ name }) => name);

describe("what the palette offers", () => {
  it("has no settings and none of their acts for support, and nothing at all for a shopper", () => {
    expect(namesOf("support", "setting")).toEqual([]);
    const acts = namesOf("support", "act");
    expect(acts).toEqual(expect.arrayContaining(["newDraft", "packOrders"]));
    for (const act of ["createProduct", "pauseQueue", "inviteStaff", "addZone", "addRate", "addSynonyms"] as const)
      expect(acts).not.toContain(act);
    expect(entriesOf("shopper")).toEqual([]);
  });

  it("has the settings for a manager to read, and the acts that change them for an admin only", () => {
    expect(namesOf("manager", "setting")).toContain("taxes");
    expect(namesOf("manager", "act")).not.toContain("addRate");
    expect(namesOf("admin", "act")).toEqual(expect.arrayContaining(["addRate", "inviteStaff", "pauseQueue"]));
  });
});

it.each([
  ["cre pro", true],
  ["new", true],
  ["ÀDD", true],
  ["duct", false],
  ["create order", false],
  ["  ", false],
])("“%s” fits “Create product, add new item”: %s", (typed, expected) => {
  expect(fits(typed, ["Create product", "add new item"])).toBe(expected);
});

describe("what was opened last", () => {
  const order = (at: number) => ({
    kind: "order" as const,
    href: `/admin/orders/${at}`,
    title: `${at}`,
    detail: "Kim",
  });
  const setUp = () => {
    const { sessionStorage, localStorage } = new Window();
    vi.stubGlobal("window", { sessionStorage, localStorage });
    return { sessionStorage, localStorage };
  };

  it("comes back the latest first, once each, six at most, and is in no storage that outlives the tab", () => {
    const { localStorage } = setUp();
    for (const at of [1, 2, 3, 4, 5, 6, 7, 3]) rememberRecent("a@example.com", order(at));
    expect(readRecents("a@example.com").map(({ title }) => title)).toEqual(["3", "7", "6", "5", "4", "2"]);
    expect(localStorage.length).toBe(0);
  });

  it("is not shown to whoever logs in next, and is gone after log-out", () => {
    const { sessionStorage } = setUp();
    rememberRecent("a@example.com", order(1));
    expect(readRecents("b@example.com")).toEqual([]);
    forgetRecents();
    expect(sessionStorage.length).toBe(0);
  });

  it("leaves out what it did not write itself", () => {
    const { sessionStorage } = setUp();
    for (const stored of [
      "{",
      "null",
      '{"owner":"a@example.com","items":[{"kind":"order","href":"https://evil.example"}]}',
    ]) {
      sessionStorage.setItem("cartwright-recent", stored);
      expect(readRecents("a@example.com")).toEqual([]);
    }
  });
});
