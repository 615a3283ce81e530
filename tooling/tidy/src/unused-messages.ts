import { parseSync } from "oxc-parser";
import { type Finding, isTest } from "./finding.ts";
import { resolveRelative, type SourceFile } from "./source-files.ts";
import { isNode, type SyntaxNode } from "./syntax-node.ts";

const AREA_FILE = /^packages\/messages\/src\/en\/(?!all-areas)[a-z-]+\.ts$/;

/** Areas whose keys are codes of the server. Their types tie them to the lists of those codes. */
const BY_CODE: ReadonlySet<string> = new Set(["errors"]);

function visit(value: unknown, found: (node: SyntaxNode) => void): void {
  if (Array.isArray(value)) for (const each of value) visit(each, found);
  if (!isNode(value)) return;
  found(value);
  for (const child of Object.values(value)) if (typeof child === "object") visit(child, found);
}

interface Message {
  /** "title", or "status.pending" in a group. */
  readonly key: string;
  readonly start: number;
}

const nameOf = (node: unknown): string => {
  if (!isNode(node)) return "";
  const name = node.type === "Literal" ? node["value"] : node["name"];
  return typeof name === "string" ? name : "";
};

function propertiesOf(node: unknown): readonly SyntaxNode[] {
  if (!isNode(node)) return [];
  if (node.type === "TSAsExpression") return propertiesOf(node["expression"]);
  return node.type === "ObjectExpression" ? (node["properties"] as readonly SyntaxNode[]) : [];
}

/** The areas that a file exports, with their messages. */
function areasOf({ path, text }: SourceFile): Map<string, Message[]> {
  const areas = new Map<string, Message[]>();
  visit(parseSync(path, text).program, (node) => {
    if (node.type !== "VariableDeclarator") return;
    const messages = propertiesOf(node["init"]).flatMap((property): Message[] => {
      const key = nameOf(property["key"]);
      const inner = propertiesOf(property["value"]);
      if (inner.length === 0) return [{ key, start: property.start }];
      return inner.map((each) => ({ key: `${key}.${nameOf(each["key"])}`, start: each.start }));
    });
    areas.set(nameOf(node["id"]), messages);
  });
  return areas;
}

interface Uses {
  readonly texts: Set<string>;
  /** Of templates such as `status.${state}`. */
  readonly patterns: RegExp[];
  /** Properties that are read, for areas that are imported as objects. */
  readonly properties: Set<string>;
}

const escape = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

function usesIn({ path, text }: SourceFile): Uses {
  const uses: Uses = { texts: new Set(), patterns: [], properties: new Set() };
  visit(parseSync(path, text).program, (node) => {
    if (node.type === "Literal" && typeof node["value"] === "string") uses.texts.add(node["value"]);
    if (node.type === "MemberExpression") uses.properties.add(nameOf(node["property"]));
    if (node.type !== "TemplateLiteral") return;
    const quasis = node["quasis"] as readonly { value: { raw: string } }[];
    const fixed = quasis.map((quasi) => quasi.value.raw);
    if (fixed.some((part) => part.includes("."))) uses.patterns.push(new RegExp(`^${fixed.map(escape).join(".+")}$`));
  });
  return uses;
}

const isUsed = (key: string, { texts, patterns }: Uses) =>
  texts.has(key) || patterns.some((pattern) => pattern.test(key));

/** The files that may use an area: those that name it, and those that import a translator of it from one of them. */
function usersOf(area: string, code: readonly SourceFile[]): readonly SourceFile[] {
  const naming = code.filter(({ text }) => text.includes(`"${area}"`));
  const exports = new RegExp(`export const \\w+[^;]{0,150}getTranslations\\("${area}"\\)`);
  const shared = new Set(naming.filter(({ text }) => exports.test(text)).map(({ path }) => path));
  if (shared.size === 0) return naming;
  const importing = code.filter(({ path, imports }) =>
    imports.some(({ specifier }) => specifier.startsWith(".") && resolveRelative(path, specifier, shared) !== null),
  );
  return [...naming, ...importing];
}

/**
 * Messages that no code names. Code names a key as text, or as a template such as `status.${state}`, in a file that may use
 * its area.
 */
export function checkUnusedMessages(files: readonly SourceFile[]): Finding[] {
  const code = files.filter(({ path }) => !path.startsWith("packages/messages/") && !isTest(path));
  const parsed = new Map<string, Uses>();
  const usesOf = (file: SourceFile) => {
    const uses = parsed.get(file.path) ?? usesIn(file);
    parsed.set(file.path, uses);
    return uses;
  };
  const findings: Finding[] = [];
  for (const file of files.filter(({ path }) => AREA_FILE.test(path))) {
    for (const [area, messages] of areasOf(file)) {
      if (BY_CODE.has(area)) continue;
      const naming = usersOf(area, code).map(usesOf);
      const imported = code.filter(({ imports }) =>
        imports.some(
          ({ specifier }) =>
            specifier.startsWith("@cartwright/messages/en/") &&
            file.path.includes(specifier.slice("@cartwright/messages/".length)),
        ),
      );
      for (const { key, start } of messages) {
        if (naming.some((uses) => isUsed(key, uses))) continue;
        if (imported.some((each) => usesOf(each).properties.has(key))) continue;
        const line = file.text.slice(0, start).split("\n").length;
        findings.push({ path: file.path, line, message: `the message "${key}" is not used: remove it` });
      }
    }
  }
  return findings;
}
