import { decimalOfMinor, parseMinor, SHOP_CURRENCY } from "@cartwright/contracts/money";
import { importText } from "./import-text.ts";

/** Why a cell was not taken as it is, and what was done instead or what to write. */
export interface Remark {
  readonly reason: string;
  readonly remedy: string;
}

/** The value of a cell. With an error there is none that could be used. */
export interface CellRead<T> {
  readonly value: T;
  readonly warning?: Remark;
  readonly error?: Remark;
}

/** The largest number of units, and the largest weight in grams. */
const WHOLE_MAX = 10_000_000;

/** What spreadsheets and scripts write into a cell that has no value. */
export const NOTHING = /^(n\/?a|#n\/a|nan|none|null|undefined|-+|–|—)$/i;

const emptyInstead = (): Remark => ({
  reason: importText("reason.noValue"),
  remedy: importText("remedy.empty"),
});

const readAs = (reason: string, value: string): Remark => ({ reason, remedy: importText("remedy.readAs", { value }) });

/** A price in minor units. Null for an empty cell. */
export function readPrice(text: string): CellRead<number | null> {
  const trimmed = text.trim();
  if (trimmed === "") return { value: null };
  const plain = parseMinor(trimmed, SHOP_CURRENCY);
  if (plain !== null) return { value: plain };
  if (NOTHING.test(trimmed)) return { value: null, warning: emptyInstead() };
  const decimal = toDecimal(withoutCurrency(trimmed));
  const minor = decimal === null ? null : parseMinor(decimal, SHOP_CURRENCY);
  if (minor !== null) {
    const value = decimalOfMinor(minor, SHOP_CURRENCY);
    return { value: minor, warning: readAs(importText("reason.priceFormat"), value) };
  }
  const ambiguous = /^\d{1,3}\.\d{3}$/.test(withoutCurrency(trimmed));
  const reason = importText(ambiguous ? "reason.priceAmbiguous" : "reason.notAPrice");
  return { value: null, error: { reason, remedy: importText("remedy.writePrice") } };
}

const withoutCurrency = (text: string) =>
  text
    .replace(/[\s\u00a0\u202f'’]/g, "")
    .replace(/^([A-Z]{3}|[$€£¥₹]|kr\.?|Fr\.?)/i, "")
    .replace(/([A-Z]{3}|[$€£¥₹]|kr\.?|Fr\.?)$/i, "");

/** A number as written in any country, with a point for decimals. Null when it can be read in two ways, or in none. */
function toDecimal(text: string): string | null {
  const mark = Math.max(text.lastIndexOf("."), text.lastIndexOf(","));
  if (!/^\d[\d.,]*$/.test(text)) return null;
  if (mark < 0) return text;
  const [whole, part, sign] = [text.slice(0, mark), text.slice(mark + 1), text[mark] ?? ""];
  const isGrouped = /^\d{1,3}([.,]\d{3})+$/.test(text) && !(text.includes(".") && text.includes(","));
  if (isGrouped && (sign === "," || whole.includes("."))) return text.replace(/[.,]/g, "");
  const groups = whole.split(sign === "." ? "," : ".");
  if (whole.includes(sign) || !isThousands(groups)) return null;
  if (part.length <= 2) return `${groups.join("")}.${part}`;
  // More decimals than money has, all zero. Three could be thousands.
  return part.length > 3 && /^\d\d0+$/.test(part) ? `${groups.join("")}.${part.slice(0, 2)}` : null;
}

const isThousands = ([first = "", ...more]: readonly string[]) =>
  /^\d+$/.test(first) && (more.length === 0 || first.length <= 3) && more.every((group) => /^\d{3}$/.test(group));

/** A whole number of units, grams or places. Null for an empty cell. */
export function readWhole(text: string, what: "grams" | "quantity" | "position"): CellRead<number | null> {
  const trimmed = text.trim();
  if (trimmed === "") return { value: null };
  if (/^\d{1,7}(\.0+)?$/.test(trimmed)) return { value: Number.parseInt(trimmed, 10) };
  // Shopify writes the grams of a weight in pounds with all decimals.
  if (what === "grams" && /^\d{1,7}\.\d+$/.test(trimmed)) return { value: Math.round(Number(trimmed)) };
  if (NOTHING.test(trimmed)) return { value: null, warning: emptyInstead() };
  if (what === "quantity" && /^not (stocked|tracked)$/i.test(trimmed)) return { value: null };
  const negative = /^[-−]\s*\d/.test(trimmed);
  if (negative) return { value: 0, warning: readAs(importText("reason.negative"), "0") };
  const amount = readAmount(trimmed.replace(/\s*(kg|g)$/i, ""));
  const grams = what === "grams" && /kg$/i.test(trimmed) && amount !== null ? amount * 1_000 : amount;
  if (grams !== null && grams <= WHOLE_MAX) {
    const value = Math.round(grams);
    return { value, warning: readAs(importText("reason.numberFormat"), String(value)) };
  }
  const remedy = importText(`remedy.${what}`, { max: WHOLE_MAX });
  if (what === "position") return { value: null, warning: { reason: importText("reason.notANumber"), remedy } };
  return { value: null, error: { reason: importText("reason.notANumber"), remedy } };
}

function readAmount(text: string): number | null {
  if (/^\d{1,9}(\.\d+)?$/.test(text)) return Number(text);
  const decimal = toDecimal(text.replace(/[\s\u00a0\u202f'’]/g, ""));
  return decimal === null ? null : Number(decimal);
}

/** Yes and no as spreadsheets write them in several languages. */
const YES = new Set(
  "true t yes y 1 on wahr ja vrai oui verdadero sí si vero waar sant sim verdadeiro prawda".split(" "),
);
const NO = new Set("false f no n 0 off falsch nein faux non falso onwaar nee falskt nej não nao fałsz".split(" "));

/** A yes or no. Null for an empty cell. */
export function readFlag(text: string): CellRead<boolean | null> {
  const word = text.trim().toLowerCase();
  if (word === "") return { value: null };
  if (word === "true" || YES.has(word)) return { value: true };
  if (NO.has(word)) return { value: false };
  if (NOTHING.test(word)) return { value: null, warning: emptyInstead() };
  return { value: null, error: { reason: importText("reason.notAFlag"), remedy: importText("remedy.flag") } };
}

// oxlint-disable-next-line no-control-regex -- control characters are exactly what must not pass
const CONTROL = /[\u0000-\u001f\u007f\u2028\u2029]/;
// oxlint-disable-next-line no-control-regex -- the same, with the blanks around them
const CONTROLS = /\s*[\u0000-\u001f\u007f\u2028\u2029]+\s*/g;
// oxlint-disable-next-line no-control-regex -- the same, but for the line breaks and tabs of a longer text
const CONTROL_IN_TEXT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** A text on one line. */
export function readLine(text: string, max: number): CellRead<string> {
  const trimmed = text.trim();
  const value = CONTROL.test(trimmed) ? trimmed.replace(CONTROLS, " ").trim() : trimmed;
  if (value.length > max) {
    const cut = shorten(value, max).trim();
    const warning = {
      reason: importText("reason.tooLong", { length: value.length }),
      remedy: importText("remedy.cut", { max }),
    };
    return { value: cut, warning };
  }
  if (value.includes("\ufffd")) {
    return { value, warning: { reason: importText("reason.brokenCharacter"), remedy: importText("remedy.broken") } };
  }
  if (value === trimmed) return { value };
  return { value, warning: { reason: importText("reason.lineBreaks"), remedy: importText("remedy.spaces") } };
}

/** The beginning of a text, without half a character at the end. */
export function shorten(text: string, max: number): string {
  const cut = text.slice(0, max);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** A text of several lines. */
export const withoutControls = (text: string): string =>
  CONTROL_IN_TEXT.test(text) ? text.replace(CONTROL_IN_TEXT, "") : text;

const LOCAL = /^\/media\/[a-z0-9][a-z0-9/_-]*-\d+\.(webp|avif)$/;
const URL_LENGTH_MAX = 2_048;

/** A picture's address: a remote URL, or the path of one of this shop's own. Empty for none. */
export function readPicture(text: string): CellRead<string> {
  const trimmed = text.trim();
  if (trimmed === "" || LOCAL.test(trimmed)) return { value: trimmed };
  if (NOTHING.test(trimmed)) return { value: "", warning: emptyInstead() };
  const complete = (trimmed.startsWith("//") ? `https:${trimmed}` : trimmed).replace(/\s/g, "%20");
  if (/^https?:\/\/[^\s/]+/i.test(complete) && complete.length <= URL_LENGTH_MAX && URL.canParse(complete)) {
    return { value: complete };
  }
  return {
    value: "",
    warning: { reason: importText("reason.pictureUrl"), remedy: importText("remedy.pictureLeft") },
  };
}

const TAGS_MAX = 250;
const TAG_LENGTH_MAX = 120;

/** The tags of a product, each once. */
export function readTags(text: string): CellRead<string[]> {
  if (text === "") return { value: [] };
  const list = [...new Set(text.split(",").map((tag) => tag.replace(CONTROLS, " ").trim()))].filter(
    (tag) => tag !== "",
  );
  const value = list.filter((tag) => tag.length <= TAG_LENGTH_MAX).slice(0, TAGS_MAX);
  if (value.length === list.length) return { value };
  const remedy = importText("remedy.tags", { count: list.length - value.length });
  return { value, warning: { reason: importText("reason.tags", { max: TAGS_MAX, length: TAG_LENGTH_MAX }), remedy } };
}
