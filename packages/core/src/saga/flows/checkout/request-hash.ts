import { createHash } from "node:crypto";

/** The same text for the same value, however its keys are ordered. Undefined fields count as absent. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`);
    return `{${entries.join(",")}}`;
  }
  return JSON.stringify(value);
}

/** SHA-256 over a request: two requests under one idempotency key are the same request if their hashes are. */
export function requestHash(request: unknown): Buffer {
  return createHash("sha256").update(canonical(request)).digest();
}
