const MARKS: Readonly<Record<string, string>> = {
  STRONG: "strong",
  B: "strong",
  EM: "em",
  I: "em",
  U: "u",
  SUP: "sup",
  SUB: "sub",
  A: "a",
};
const TEXT_BLOCKS: ReadonlySet<string> = new Set(["P", "H2", "H3", "H4"]);
/** Attributes that the server's sanitiser keeps, except `rel`, which it sets. */
const ATTRIBUTES = ["href", "colspan", "rowspan"] as const;

const TEXT_NODE = 3;
const ELEMENT_NODE = 1;
const BREAK = "\n";

const describe = (element: Element, name: string) =>
  name +
  ATTRIBUTES.map((each) => element.getAttribute(each))
    .map((value) => (value === null ? "" : ` ${value}`))
    .join("");

/**
 * What markup says, as a list of lines that is the same for every way to write it: `<b>` or `<strong>`, text with or without
 * a paragraph around it, spaces that are not shown. An element that is not known here is a line of its own.
 */
export function outlineOf(root: Element): readonly string[] {
  const lines: string[] = [];
  let block = "p";
  /** The characters of the open block, each with its marks. */
  let text: { readonly char: string; readonly marks: string }[] = [];

  function close(isElement: boolean): void {
    while (text.at(-1)?.char === " ") text.pop();
    if (text.length > 0 || isElement) {
      let line = `${block}:`;
      let marks = "";
      for (const each of text) {
        if (each.marks !== marks) line += `[${each.marks}]`;
        marks = each.marks;
        line += each.char;
      }
      lines.push(line);
    }
    text = [];
    block = "p";
  }

  function add(content: string, marks: string): void {
    for (const char of content.replaceAll(/[ \t\r\n\f]+/g, " ")) {
      const before = text.at(-1)?.char;
      if (char !== " " || (before !== undefined && before !== " " && before !== BREAK)) text.push({ char, marks });
    }
  }

  function visit(node: Node, marks: readonly string[]): void {
    if (node.nodeType === TEXT_NODE) return add(node.nodeValue ?? "", marks.toSorted().join(" "));
    if (node.nodeType !== ELEMENT_NODE) return;
    const element = node as Element; // by its node type
    const mark = MARKS[element.tagName];
    if (mark !== undefined) {
      const all = [...new Set([...marks, describe(element, mark)])];
      return element.childNodes.forEach((child) => visit(child, all));
    }
    if (element.tagName === "BR") {
      while (text.at(-1)?.char === " ") text.pop();
      text.push({ char: BREAK, marks: "" });
      return;
    }
    close(false);
    const name = element.tagName.toLowerCase();
    if (TEXT_BLOCKS.has(element.tagName)) {
      block = name;
      element.childNodes.forEach((child) => visit(child, marks));
      return close(true);
    }
    lines.push(`<${describe(element, name)}>`);
    element.childNodes.forEach((child) => visit(child, marks));
    close(false);
    lines.push(`</${name}>`);
  }

  root.childNodes.forEach((child) => visit(child, []));
  close(false);
  if (lines.join("") === "p:") return [];
  // An empty item of a list is the same with and without its empty paragraph.
  return lines.filter((line, index) => line !== "p:" || lines[index - 1] !== "<li>" || lines[index + 1] !== "</li>");
}

export const isSameOutline = (left: Element, right: Element) =>
  JSON.stringify(outlineOf(left)) === JSON.stringify(outlineOf(right));
