/** What became of somebody who asked for a page of the back office; null for a failure that is no refusal. */
export type Refusal = "sign_in" | "enrol" | "missing";

function textAt(value: unknown, name: string): string | undefined {
  const found: unknown = typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
  return typeof found === "string" ? found : undefined;
}

/**
 * Reads a refusal of the API. Callers of the server process throw errors of its own copy of the library, so they are told
 * by what they hold and not by their class. Whoever lacks the permission is told no more than that nothing is there.
 */
export function readRefusal(error: unknown): Refusal | null {
  if (!(error instanceof Error)) return null;
  const code = textAt(error, "code");
  if (code === "UNAUTHORIZED") return "sign_in";
  if (textAt(error.cause, "reason") === "second_factor_enrolment_required") return "enrol";
  return code === "FORBIDDEN" || code === "NOT_FOUND" ? "missing" : null;
}
