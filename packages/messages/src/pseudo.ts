import type { CompiledMessage } from "icu-minify/format";

const FLAG = Symbol.for("cartwright.messages.pseudo");

/** Shows every message with accents and 40 % longer, so that text outside the message files stands out. For tests. */
export function showPseudoMessages(enabled: boolean): void {
  // Global, because the server and the pages that Next has bundled hold two copies of this module.
  Reflect.set(globalThis, FLAG, enabled);
}

export function isPseudoLocalized(): boolean {
  return Reflect.get(globalThis, FLAG) === true;
}

const ACCENTED: Readonly<Record<string, string>> = {
  a: "á",
  b: "ƀ",
  c: "ç",
  d: "ð",
  e: "é",
  f: "ƒ",
  g: "ĝ",
  h: "ĥ",
  i: "í",
  j: "ĵ",
  k: "ķ",
  l: "ļ",
  m: "ɱ",
  n: "ñ",
  o: "ó",
  p: "þ",
  q: "ǫ",
  r: "ŕ",
  s: "š",
  t: "ţ",
  u: "ú",
  v: "ṽ",
  w: "ŵ",
  x: "ẋ",
  y: "ý",
  z: "ž",
  A: "Á",
  B: "Ɓ",
  C: "Ç",
  D: "Ð",
  E: "É",
  F: "Ƒ",
  G: "Ĝ",
  H: "Ĥ",
  I: "Í",
  J: "Ĵ",
  K: "Ķ",
  L: "Ļ",
  M: "Ṁ",
  N: "Ñ",
  O: "Ó",
  P: "Þ",
  Q: "Ǫ",
  R: "Ŕ",
  S: "Š",
  T: "Ţ",
  U: "Ú",
  V: "Ṽ",
  W: "Ŵ",
  X: "Ẋ",
  Y: "Ý",
  Z: "Ž",
};
const PADDING = "·";
const LONGER_BY = 0.4;

function pseudoText(text: string): string {
  const letters = text.replace(/[^a-z]/gi, "").length;
  if (letters === 0) return text;
  const accented = text.replace(/[a-z]/gi, (letter) => ACCENTED[letter] ?? letter);
  // Before the last character, so that spaces at the ends and the final stop stay where they are.
  const words = accented.trimEnd();
  const tail = accented.slice(words.length);
  return words + PADDING.repeat(Math.ceil(letters * LONGER_BY)) + tail;
}

type CompiledNode = Exclude<CompiledMessage, string>[number];

const isOptions = (value: unknown): value is Record<string, CompiledNode> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `[name]`, `[name, type, style or options]`, or `[tag, ...children]`; a number is the `#` of a plural. */
function pseudoNode(node: unknown): unknown {
  if (typeof node === "string") return pseudoText(node);
  if (!Array.isArray(node)) return node;
  const [name, kind, ...rest] = node as unknown[];
  if (kind === undefined) return node;
  if (typeof kind !== "number" || kind === 0) return [name, ...[kind, ...rest].map(pseudoNode)];
  const [options] = rest;
  // Plural and select have options; a number or date may have a style, which is no text.
  if (kind > 3 || !isOptions(options)) return node;
  return [
    name,
    kind,
    Object.fromEntries(
      Object.entries(options).map(([choice, value]) => [
        choice,
        Array.isArray(value) ? value.map(pseudoNode) : pseudoNode(value),
      ]),
    ),
  ];
}

export function pseudoLocalize(message: CompiledMessage): CompiledMessage {
  return (typeof message === "string" ? pseudoText(message) : message.map(pseudoNode)) as CompiledMessage;
}
