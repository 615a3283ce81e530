import { parseSync } from "oxc-parser";
import type { Finding } from "./finding.ts";
import type { SourceFile } from "./source-files.ts";
import { isNode, type SyntaxNode } from "./syntax-node.ts";

/** Attributes that people read or hear. */
const READ_ATTRIBUTES = new Set([
  "alt",
  "aria-description",
  "aria-label",
  "aria-roledescription",
  "confirm",
  "empty",
  "hint",
  "label",
  "placeholder",
  "title",
]);
const IN_COMPONENTS = /^(?:apps\/web\/src\/(?:app|features)|packages\/ui\/src)\/.*\.tsx$/;
/** Two letters in a row: "·", "404" and "×" are no words. */
const HAS_WORD = /\p{L}{2}/u;
const KEY_NAMES = new Set(["Enter", "j", "k", "/"]);

/** Literal text in an expression: strings, templates, and both branches of a condition. */
function textsIn(value: unknown): string[] {
  if (!isNode(value)) return [];
  if (value.type === "Literal") return typeof value["value"] === "string" ? [value["value"]] : [];
  if (value.type === "TemplateLiteral") {
    const quasis = value["quasis"] as readonly { value: { raw: string } }[];
    return quasis.map((quasi) => quasi.value.raw);
  }
  if (value.type === "ConditionalExpression") return [...textsIn(value["consequent"]), ...textsIn(value["alternate"])];
  if (value.type === "LogicalExpression") return [...textsIn(value["left"]), ...textsIn(value["right"])];
  if (value.type === "JSXExpressionContainer") return textsIn(value["expression"]);
  return [];
}

function copyOf(node: SyntaxNode): string[] {
  if (node.type === "JSXText") return [String(node["value"])];
  if (node.type === "JSXElement" || node.type === "JSXFragment") {
    const children = node["children"] as readonly SyntaxNode[];
    return children.filter((child) => child.type === "JSXExpressionContainer").flatMap(textsIn);
  }
  if (node.type !== "JSXAttribute") return [];
  const name = (node["name"] as { name?: unknown }).name;
  return typeof name === "string" && READ_ATTRIBUTES.has(name) ? textsIn(node["value"]) : [];
}

function visit(value: unknown, found: (node: SyntaxNode, text: string) => void): void {
  if (Array.isArray(value)) for (const each of value) visit(each, found);
  if (!isNode(value)) return;
  for (const text of copyOf(value)) found(value, text);
  for (const child of Object.values(value)) if (typeof child === "object") visit(child, found);
}

/** Text for people inside components: it belongs into the message files. */
export function checkCopy(files: readonly SourceFile[]): Finding[] {
  const findings: Finding[] = [];
  for (const { path, text } of files.filter((file) => IN_COMPONENTS.test(file.path))) {
    visit(parseSync(path, text).program, (node, copy) => {
      const words = copy.trim();
      if (!HAS_WORD.test(words) || KEY_NAMES.has(words)) return;
      const line = text.slice(0, node.start).split("\n").length;
      findings.push({
        path,
        line,
        message: `copy in a component ("${words.slice(0, 40)}"): move it to packages/messages and use useTranslations`,
      });
    });
  }
  return findings;
}
