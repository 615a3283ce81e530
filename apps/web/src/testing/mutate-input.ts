import fc from "fast-check";
import { type Limits, type SampleInput, withJsonAt } from "./sample-input.ts";

/** Text that grows when it is escaped, encoded, folded or normalised. */
const UNITS = [
  "a",
  "&",
  "<",
  '"',
  "'",
  "\\",
  "é",
  "ß",
  "ﬃ",
  "😀",
  "\u0301",
  "\u202e",
  "\u200b",
  " ",
  "%",
  "\n",
  "\u00a0",
];
const LENGTH_MAX = 50_001;

function textOf(length: number): fc.Arbitrary<string> {
  return fc
    .array(fc.constantFrom(...UNITS), { minLength: 1, maxLength: 4 })
    .map((units) => units.join(""))
    .map((unit) =>
      unit
        .repeat(Math.ceil(length / unit.length))
        .slice(0, length)
        .toWellFormed(),
    );
}

/** Values at, just inside and just outside the limits of a place, and values of other kinds. As JSON texts. */
function valuesFor({ length = 300, items = 100, minimum, maximum }: Limits, present: unknown): fc.Arbitrary<string> {
  const lengths = [0, 1, length - 1, length, length + 1].filter((each) => each >= 0 && each <= LENGTH_MAX);
  const texts = fc.constantFrom(...lengths).chain(textOf);
  const edges = [minimum, maximum].flatMap((edge) => (edge === undefined ? [] : [edge - 1, edge, edge + 1]));
  const numbers = fc.constantFrom(
    ...edges,
    0,
    -1,
    1.5,
    2 ** 31 - 2,
    2 ** 31 - 1,
    2 ** 31,
    2 ** 53 - 1,
    2 ** 53,
    1e21,
    -(2 ** 63),
    5e-324,
  );
  const lists = fc.constantFrom(0, 2, Math.min(items, 250), Math.min(items, 250) + 1).map((count) => {
    const one = Array.isArray(present) ? present[0] : present;
    return Array.from({ length: count }, () => one);
  });
  const others = fc.oneof(fc.constantFrom(null, true, {}, [], "", "null"), fc.jsonValue({ maxDepth: 2 }));
  return fc
    .oneof(
      { weight: 4, arbitrary: texts },
      { weight: 3, arbitrary: numbers },
      { weight: 1, arbitrary: lists },
      { weight: 2, arbitrary: others },
    )
    .map((value) => JSON.stringify(value));
}

function at(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (part, step) => (typeof part === "object" && part !== null ? Reflect.get(part, step) : undefined),
    value,
  );
}

/** Inputs that differ from a valid one in one place. As JSON texts. */
export function mutationsOf(sample: SampleInput): fc.Arbitrary<string> {
  return fc.nat({ max: sample.places.length - 1 }).chain((index) => {
    const path = sample.places[index] ?? [];
    const limits = sample.limits[index] ?? {
      length: undefined,
      items: undefined,
      minimum: undefined,
      maximum: undefined,
    };
    return valuesFor(limits, at(sample.value, path)).map((json) => withJsonAt(sample.value, path, json));
  });
}
