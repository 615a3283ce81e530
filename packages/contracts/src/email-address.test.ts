import { expect, test } from "vitest";
import { Email } from "./checkout.ts";
import { isSameAddress, mailboxOf } from "./mailbox.ts";

test.each([
  ["Ada@Example.COM", "ada@example.com"],
  [" a.b+shop@example.com ", "a.b+shop@example.com"],
  ["info@bücher.example", "info@xn--bcher-kva.example"],
  ["info@BÜCHER.example", "info@xn--bcher-kva.example"],
  ["info@bu\u0308cher.example", "info@xn--bcher-kva.example"],
  ["info@xn--bcher-kva.example", "info@xn--bcher-kva.example"],
  ["почта@пример.рф", "почта@xn--e1afmkfd.xn--p1ai"],
  ["用户@例子.中国", "用户@xn--fsqu00a.xn--fiqs8s"],
  ["jose\u0301@example.com", "josé@example.com"],
  ["O'Neill@example.com", "o'neill@example.com"],
])("%s is stored as %s", (typed, stored) => {
  expect(Email.parse(typed)).toBe(stored);
  expect(Email.parse(stored)).toBe(stored);
  expect(isSameAddress(typed, stored)).toBe(true);
});

test.each([
  "kim",
  "kim@example",
  "@example.com",
  ".kim@example.com",
  "kim.@example.com",
  "a..b@example.com",
  "kim@1.2.3.4",
  "kim@[::1]",
  "kim@exa mple.com",
  "kim@example.com/x",
  "kim@example.com:25",
  "kim@user@example.com",
  "kim lane@example.com",
  "kim\u200b@example.com",
  "kim\u202e@example.com",
  "<kim>@example.com",
  `${"x".repeat(250)}@example.com`,
])("refuses %s", (typed) => {
  expect(Email.safeParse(typed).success).toBe(false);
});

test("a mailbox is the same in either form of its domain, and of its name", () => {
  expect(mailboxOf("in.fo+a@bücher.example")).toBe(mailboxOf("info@xn--bcher-kva.example"));
  expect(mailboxOf("jose\u0301@example.com")).toBe(mailboxOf("josé@example.com"));
});
