import { DOMParser as DocumentReader, DOMSerializer, type Node } from "prosemirror-model";
import { isSameOutline } from "./outline.ts";
import { schema } from "./schema.ts";

const reader = DocumentReader.fromSchema(schema);
const writer = DOMSerializer.fromSchema(schema);

/** How a text becomes a tree: the browser's parser, in a document that runs and loads nothing. */
export type ParseHtml = (html: string) => HTMLElement;
export const parseInBrowser: ParseHtml = (html) => new DOMParser().parseFromString(html, "text/html").body;

export const readHtml = (html: string, parse: ParseHtml): Node => reader.parse(parse(html));

/** An item that is one paragraph is written without it, as people write lists. */
function tightenItems(root: Element): void {
  for (const item of root.querySelectorAll("li")) {
    const [first, ...others] = item.children;
    if (first?.tagName !== "P" || others.some(({ tagName }) => tagName !== "UL" && tagName !== "OL")) continue;
    first.replaceWith(...first.childNodes);
  }
}

/** A document as markup that the server's sanitiser leaves as it is; an empty one as the empty text. */
export function writeHtml(doc: Node, parse: ParseHtml): string {
  if (doc.childCount === 1 && doc.firstChild?.type === schema.nodes.paragraph && doc.firstChild.content.size === 0)
    return "";
  const root = parse("");
  root.append(writer.serializeFragment(doc.content, { document: root.ownerDocument }));
  tightenItems(root);
  // The sanitiser writes the character itself.
  return root.innerHTML.replaceAll("&nbsp;", "\u00A0");
}

/** Whether the editor shows, and writes back, all that the markup says. Otherwise it is edited as HTML. */
export function canEdit(html: string, parse: ParseHtml): boolean {
  return isSameOutline(parse(html), parse(writeHtml(readHtml(html, parse), parse)));
}

export const saysTheSame = (left: string, right: string, parse: ParseHtml) =>
  left === right || isSameOutline(parse(left), parse(right));
