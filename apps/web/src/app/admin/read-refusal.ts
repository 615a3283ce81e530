/** Why a page of the back office was refused; null for an error that is not a refusal. */
export type Refusal = "sign_in" | "enrol" | "missing";

function textAt(value: unknown, name: string): string | undefined {
  const found: unknown = typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
  return typeof found === "string" ? found : undefined;
}

/**
 * Reads a refusal of the API. The server process throws errors of its own copy of the library, so they are recognised by
 * their fields and not by their class. Without the permission, a page counts as missing.
 */
export function readRefusal(error: unknown): Refusal | null {
  if (!(error instanceof Error)) return null;
  const code = textAt(error, "code");
  if (code === "UNAUTHORIZED") return "sign_in";
  if (textAt(error.cause, "reason") === "second_factor_enrolment_required") return "enrol";
  return code === "FORBIDDEN" || code === "NOT_FOUND" ? "missing" : null;
}
