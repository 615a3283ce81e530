import { Schema } from "prosemirror-model";
import { isLinkAddress } from "./links.ts";

/** Pasted styles under a name of their own: a policy without inline styles would report them, and they are read here only. */
export const PASTED_STYLE = "data-pasted-style";

const pastedStyle = (element: HTMLElement, pattern: RegExp) =>
  pattern.test(element.getAttribute(PASTED_STYLE) ?? "") ? null : false;

/** Google Docs wraps everything that it copies in a `<b>` that is not bold. */
const isBold = (element: HTMLElement) =>
  /font-weight:\s*(normal|400)/i.test(element.getAttribute(PASTED_STYLE) ?? "") ? false : null;

/**
 * The elements that descriptions may have, as in `core/catalog/safe-html.ts`, except for tables: a description with one is
 * edited as HTML. The toolbar has buttons for the most common; the others are kept.
 */
export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: {
      group: "block",
      content: "inline*",
      parseDOM: [{ tag: "p" }],
      toDOM: () => ["p", 0],
    },
    heading: {
      group: "block",
      content: "inline*",
      attrs: { level: { default: 2, validate: "number" } },
      defining: true,
      parseDOM: [
        { tag: "h1", attrs: { level: 2 } },
        ...[2, 3, 4].map((level) => ({ tag: `h${level}`, attrs: { level } })),
      ],
      toDOM: (node) => [`h${String(node.attrs["level"])}`, 0],
    },
    blockquote: {
      group: "block",
      content: "block+",
      defining: true,
      parseDOM: [{ tag: "blockquote" }],
      toDOM: () => ["blockquote", 0],
    },
    rule: { group: "block", parseDOM: [{ tag: "hr" }], toDOM: () => ["hr"] },
    bulletList: { group: "block", content: "listItem+", parseDOM: [{ tag: "ul" }], toDOM: () => ["ul", 0] },
    numberedList: { group: "block", content: "listItem+", parseDOM: [{ tag: "ol" }], toDOM: () => ["ol", 0] },
    listItem: { content: "block+", defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] },
    text: { group: "inline" },
    lineBreak: { group: "inline", inline: true, selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
  },
  marks: {
    link: {
      attrs: { href: { validate: "string" } },
      inclusive: false,
      parseDOM: [
        {
          tag: "a[href]",
          getAttrs: (element) => {
            const href = element.getAttribute("href") ?? "";
            return isLinkAddress(href) ? { href } : false;
          },
        },
      ],
      toDOM: (mark) => ["a", { href: String(mark.attrs["href"]), rel: "nofollow noopener" }, 0],
    },
    strong: {
      parseDOM: [
        { tag: "strong" },
        { tag: "b", getAttrs: isBold },
        {
          tag: "span",
          consuming: false,
          getAttrs: (element) => pastedStyle(element, /font-weight:\s*(bold|[6-9]00)/i),
        },
      ],
      toDOM: () => ["strong", 0],
    },
    emphasis: {
      parseDOM: [
        { tag: "em" },
        { tag: "i" },
        { tag: "span", consuming: false, getAttrs: (element) => pastedStyle(element, /font-style:\s*italic/i) },
      ],
      toDOM: () => ["em", 0],
    },
    underline: { parseDOM: [{ tag: "u" }], toDOM: () => ["u", 0] },
    superscript: { excludes: "subscript", parseDOM: [{ tag: "sup" }], toDOM: () => ["sup", 0] },
    subscript: { excludes: "superscript", parseDOM: [{ tag: "sub" }], toDOM: () => ["sub", 0] },
  },
});

/** Renames the style attributes inside tags, and leaves text alone. */
export const setStylesAside = (html: string) => html.replaceAll(/(<[a-z][^<>]*\s)style(\s*=)/gi, `$1${PASTED_STYLE}$2`);
