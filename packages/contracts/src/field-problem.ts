import type { BandProblem } from "./shipping-bands.ts";

/** What our own checks refuse in a field. The words for each are in packages/messages (`fieldProblems`). */
export type FieldProblem =
  | "characters"
  | "bytes"
  | "shortPassword"
  | "country"
  | "giftCardCode"
  | "countryUk"
  | "notZero"
  | "options"
  | "needed"
  | "leaveEmpty"
  | "range"
  | "endsBeforeStart"
  | "days"
  | "zoneRest"
  | "zonePlaces"
  | BandProblem;

/** Marks a check with its problem: `.refine(isStorable, problem("characters"))`. */
export const problem = (name: FieldProblem) => ({ params: { problem: name } }) as const;
