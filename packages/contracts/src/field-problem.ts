/** What our own checks refuse in a field. The words for each are in packages/messages (`fieldProblems`). */
export type FieldProblem =
  | "characters"
  | "bytes"
  | "shortPassword"
  | "country"
  | "countryUk"
  | "notZero"
  | "options"
  | "needed"
  | "leaveEmpty"
  | "endsBeforeStart";

/** Marks a check with its problem: `.refine(isStorable, problem("characters"))`. */
export const problem = (name: FieldProblem) => ({ params: { problem: name } }) as const;
