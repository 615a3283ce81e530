import type { PersonRow } from "@cartwright/contracts/admin-people";

type Person = Pick<PersonRow, "firstName" | "lastName" | "email" | "status" | "lockedUntil">;

/** A person's name; the email address where there is none. */
export function nameOf({ firstName, lastName, email }: Pick<Person, "firstName" | "lastName" | "email">): string {
  return `${firstName} ${lastName}`.trim() || email;
}

/** The state of an account that stands out; null for an active one. */
export function accountState({ status, lockedUntil }: Pick<Person, "status" | "lockedUntil">) {
  if (status === "disabled") return "disabled";
  return lockedUntil === null ? null : "locked";
}
