import { COLOR_NAMES } from "./color-names.ts";

/** The form by which names are found: lower case, without accents, one space between words. */
export const fold = (text: string): string =>
  text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll(/[\s_-]+/g, " ")
    .trim();

/** Two colours side by side: `Black/White`. */
const SEPARATOR = /\s*[/&+|]\s*|\s+and\s+/;

// cspell:ignore camo
/** A pattern is not a colour, even when it is named after one. */
const PATTERN =
  /\b(?:stripe|stripes|striped|check|camo|floral|print|multi|multicolor|mixed|leopard|dots?|marble|tie dye)\b/;

/** How much of black or white an adjective adds. */
const LIGHTER = /^(?:light|pale|soft|pastel)$/;
const DARKER = /^(?:dark|deep)$/;
const SHIFT = 0.35;

/** Mixes a colour `#rrggbb` with a grey level. */
function mix(color: string, level: number): string {
  const parts = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  const mixed = parts.map((part) => Math.round(part + (level - part) * SHIFT));
  return `#${mixed.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

/** The colour of one name: the whole of it, else its last word, made lighter or darker by a word before it. */
function colorOf(name: string): string | null {
  const whole = COLOR_NAMES.get(name);
  if (whole !== undefined) return whole;
  const words = name.split(" ");
  const color = COLOR_NAMES.get(words.at(-1) ?? "");
  if (color === undefined) return null;
  const before = words.slice(0, -1);
  if (before.some((word) => LIGHTER.test(word))) return mix(color, 255);
  return before.some((word) => DARKER.test(word)) ? mix(color, 0) : color;
}

/** The colour, or the two, that a value names. Null when it is unknown, a pattern, or more than two. */
export function readColor(value: string): readonly string[] | null {
  const name = fold(value.replaceAll(/\([^)]*\)/g, ""));
  if (PATTERN.test(name)) return null;
  const colors = name.split(SEPARATOR).map(colorOf);
  const known = colors.filter((color) => color !== null);
  return known.length === colors.length && known.length <= 2 ? known : null;
}
