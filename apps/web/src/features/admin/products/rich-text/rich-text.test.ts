import { readFile } from "node:fs/promises";
import { toSafeHtml } from "@cartwright/core/catalog/safe-html";
import { Window } from "happy-dom";
import { EditorState, TextSelection } from "prosemirror-state";
import { afterAll, expect, test } from "vitest";
import { clearFormatting, linkAt, makeHeading, removeLink, setLink, toggleList, toggleStrong } from "./commands.ts";
import { canEdit, type ParseHtml, readHtml, saysTheSame, writeHtml } from "./html.ts";
import { readLinkAddress } from "./links.ts";
import { PASTED_STYLE, schema, setStylesAside } from "./schema.ts";

const browser = new Window();
afterAll(() => browser.happyDOM.close());
// The library's types are its own; the elements are those of the standard.
const parse: ParseHtml = (html) => {
  const { body } = new browser.DOMParser().parseFromString(`<body>${html}</body>`, "text/html");
  return body as unknown as HTMLElement;
};
const rewrite = (html: string) => writeHtml(readHtml(html, parse), parse);

/** The cells of a product file that hold markup. */
async function markupIn(file: string): Promise<string[]> {
  const text = await readFile(new URL(`../../../../../../../${file}`, import.meta.url), "utf8");
  return [...text.matchAll(/"(<(?:[^"]|"")*)"/g)].map(([, cell = ""]) => cell.replaceAll('""', '"'));
}

test("a description is the same after opening and writing it: those of the demo range, and imported markup", async () => {
  const range = await markupIn("tooling/seed/range/products.csv");
  expect(range.length).toBeGreaterThan(20);
  const imported = [
    "Plain text of an old shop, in one line. ",
    '<meta charset="utf-8"><p class="p1"><span style="font-weight: 400;">Woven in <b>Leeds</b>.</span></p>\n<ul class="specs">\n<li><span>100% wool</span></li>\n<li><p>30&nbsp;cm</p></li>\n</ul>',
    "<div>One<br><br>Two</div><div><strong>Size:</strong> M<br></div><h1>Care</h1><h6>Small</h6>",
    '<p><a href="https://example.com/a?b=1&amp;c=2" target="_blank"><em>More</em></a></p><blockquote>Best in town.</blockquote>',
  ];
  const all = [...range, ...imported].map(toSafeHtml);
  expect(all.filter((html) => !canEdit(html, parse))).toEqual([]);
  expect(all.filter((html) => !saysTheSame(toSafeHtml(rewrite(html)), html, parse))).toEqual([]);
});

test("every element that the editor knows is written as the server's sanitiser leaves it", () => {
  for (const html of [
    "",
    "Text without a paragraph, <b>bold</b> and <i>italic</i>",
    "<p>a <strong>b<em>c</em></strong> <u>d</u> H<sub>2</sub>O m<sup>2</sup></p><h2>Two</h2><h3>Three</h3><h4>Four</h4>",
    "<ul><li>One</li><li>Two<ol><li>Inner</li></ol></li></ul><hr><blockquote>Said<br>twice</blockquote>",
    '<p><a href="/c/lamps">Lamps</a>, <a href="https://example.com/?a=1&amp;b=2">x</a>, <a href="mailto:a@example.com">m</a></p>',
    "<div>Old\n  shop <h1>Title</h1></div><p>&nbsp;</p><p>5 &lt; 6 &amp; 7</p>",
  ]) {
    const safe = toSafeHtml(html);
    expect(canEdit(safe, parse)).toBe(true);
    const written = rewrite(safe);
    expect(toSafeHtml(written).replaceAll(" />", ">")).toBe(written);
    expect(rewrite(written)).toBe(written);
  }
  expect(rewrite("<p>a <b>b</b></p><ul><li>c</li></ul>")).toBe("<p>a <strong>b</strong></p><ul><li>c</li></ul>");
});

test("markup that the editor would drop or change is left to the HTML view", () => {
  for (const html of [
    "<table><tbody><tr><td>Width</td><td>3 cm</td></tr></tbody></table>",
    "<p>a</p><img src='/x.png'>",
    "<p>a <span>b</span></p>",
    "<a>no address</a>",
    "<ul></ul>",
  ])
    expect(canEdit(html, parse)).toBe(false);
});

test("pasted markup keeps what is bold or italic by its style, and nothing else of it", () => {
  const pasted = setStylesAside(
    '<b style="font-weight:normal"><p style="color:red" class="x">a <span style="font-weight:700">b</span> ' +
      '<span class="y" style="font-style: italic; font-weight:600">c</span> the style=d <a href="javascript:e()">e</a></p></b>' +
      "<script>f()</script>",
  );
  expect(pasted).not.toMatch(/ style="/);
  expect(pasted).toContain(`${PASTED_STYLE}="font-weight:700"`);
  expect(rewrite(pasted)).toBe("<p>a <strong>b</strong> <strong><em>c</em></strong> the style=d e</p>");
});

test("what is typed as a link's address becomes one that the shop can keep, or none", () => {
  expect(
    ["example.com/a?b", "shop@example.com", " /c/lamps ", "https://example.com", "#care"].map(readLinkAddress),
  ).toEqual(["https://example.com/a?b", "mailto:shop@example.com", "/c/lamps", "https://example.com", "#care"]);
  expect(
    ["", "a b", "javascript:alert(1)", "//example.com", "lamps", "ftp://example.com"].map(readLinkAddress),
  ).toEqual(Array.from({ length: 6 }, () => null));
});

/** The first paragraph of a document, with a part of it selected. */
function select(html: string, from: number, to: number): EditorState {
  const doc = readHtml(html, parse);
  return EditorState.create({ doc, selection: TextSelection.create(doc, from, to) });
}

function after(state: EditorState, command: typeof toggleStrong): EditorState {
  let next = state;
  expect(command(state, (transaction) => (next = state.apply(transaction)))).toBe(true);
  return next;
}

test("the toolbar's commands change the selection, and clearing takes all formats away", () => {
  const html = (state: EditorState) => writeHtml(state.doc, parse);
  let state = after(select("<p>one two</p>", 1, 4), toggleStrong);
  state = after(state, makeHeading(3));
  expect(html(state)).toBe("<h3><strong>one</strong> two</h3>");
  state = after(after(state, setLink("/c/lamps")), clearFormatting);
  expect(html(state)).toBe("<p>one two</p>");
  state = after(state, toggleList(schema.nodes.bulletList));
  expect(html(state)).toBe("<ul><li>one two</li></ul>");
  state = after(state, toggleList(schema.nodes.numberedList));
  expect(html(state)).toBe("<ol><li>one two</li></ol>");
  expect(html(after(state, toggleList(schema.nodes.numberedList)))).toBe("<p>one two</p>");
});

test("a cursor inside a link changes or removes the whole link", () => {
  const linked = select('<p>to <a href="/a">the <b>lamps</b></a> now</p>', 6, 6);
  expect(linkAt(linked)).toBe("/a");
  const changed = after(linked, setLink("/b"));
  expect(linkAt(changed)).toBe("/b");
  expect(writeHtml(after(changed, removeLink).doc, parse)).toBe("<p>to the <strong>lamps</strong> now</p>");
});
