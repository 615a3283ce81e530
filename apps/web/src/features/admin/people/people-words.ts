import type { CustomerRow } from "@cartwright/contracts/admin-people";
import type { StaffRole } from "@cartwright/contracts/permissions";
import type { Tone } from "@cartwright/ui/badge";

interface Word {
  readonly label: string;
  readonly tone: Tone;
}

export const ROLE_WORD: Readonly<Record<StaffRole, string>> = {
  support: "Support",
  manager: "Manager",
  admin: "Admin",
};

export const ROLE_HINT: Readonly<Record<StaffRole, string>> = {
  support: "Looks after orders and customers.",
  manager: "Also products, stock, promotions, refunds and the engine.",
  admin: "Also staff, settings and the audit log.",
};

type Person = Pick<CustomerRow, "firstName" | "lastName" | "email" | "status" | "lockedUntil">;

/** What to call somebody; the address where there is no name. */
export function nameOf({ firstName, lastName, email }: Pick<Person, "firstName" | "lastName" | "email">): string {
  return `${firstName} ${lastName}`.trim() || email;
}

/** The state of an account as staff speak of it; null where there is nothing to say. */
export function accountWord({ status, lockedUntil }: Pick<Person, "status" | "lockedUntil">): Word | null {
  if (status === "disabled") return { label: "Disabled", tone: "bad" };
  return lockedUntil === null ? null : { label: "Locked", tone: "warn" };
}
