import fc from "fast-check";
import { expect, test } from "vitest";
import { guardCell, unguardCell } from "./csv-cells.ts";
import { slugOf } from "./product-files/handle.ts";
import { summaryOf, toPlainText } from "@cartwright/contracts/plain-text";
import { toSafeHtml } from "./safe-html.ts";

const awkward = fc.string({ unit: fc.constantFrom("'", "=", "+", "-", "@", "\t", "a", "1", " "), maxLength: 8 });

test("a guarded cell is read back as it was, and no spreadsheet treats it as a formula", () => {
  fc.assert(
    fc.property(fc.oneof(awkward, fc.string()), (text) => {
      expect(unguardCell(guardCell(text))).toBe(text);
      expect(guardCell(text)).not.toMatch(/^[=+\-@\t\r]/);
    }),
  );
});

test("sanitised HTML stays the same when it is sanitised again, and cannot run scripts", () => {
  const piece = fc.constantFrom(
    "<p>",
    "</p>",
    "<b",
    ">",
    "<script>",
    "</script>",
    "&amp;",
    "&",
    '"',
    "<a href='javascript:x'>",
    "<img src=x onerror=y>",
    "text",
    "<table><tr><td>",
    "<ul><li>",
    "\n",
    "<!--",
    "]]>",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const once = toSafeHtml(pieces.join(""));
      expect(toSafeHtml(once)).toBe(once);
      expect(once).not.toMatch(/<script|onerror|javascript:|<img/i);
    }),
    { numRuns: 500 },
  );
});

test("plain text is one line without tags, truncated at a word within its limit", () => {
  expect(toPlainText("<p>Tea &amp; <b>toast</b>.</p><p>Two</p>", 50)).toBe("Tea & toast. Two");
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), (text) => {
      const plain = toPlainText(text, 40);
      expect(plain.length).toBeLessThanOrEqual(40);
      expect(plain).not.toMatch(/\n/);
    }),
  );
});

test("a slug is lower case letters, digits and single hyphens, or nothing", () => {
  expect(slugOf("Café & Küche")).toBe("cafe-kuche");
  fc.assert(
    fc.property(fc.string(), (name) => {
      expect(slugOf(name)).toMatch(/^([a-z0-9]+(-[a-z0-9]+)*)?$/);
    }),
  );
});

test("what staff wrote for search engines is text, in which < and & are characters", () => {
  const seoDescription = "Desks < 120 cm &amp;  wider\nones";
  expect(summaryOf({ seoDescription, description: "<p>A desk.</p>" })).toBe("Desks < 120 cm &amp; wider ones");
  expect(summaryOf({ seoDescription: "", description: "<p>A desk.</p>" })).toBe("A desk.");
  expect(summaryOf({ seoDescription: "long ".repeat(200), description: "" }).length).toBeLessThanOrEqual(320);
});
