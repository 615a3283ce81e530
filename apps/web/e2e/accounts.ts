import path from "node:path";

export interface Account {
  readonly email: string;
  readonly password: string;
}

/** For accounts that a journey opens. */
export const PASSWORD = "seven stones in a row";

export const newEmail = (name: string) => `${name}-${Date.now()}@example.com`;

export const DEMO_ROLES = ["admin", "shopper"] as const;
export type DemoRole = (typeof DEMO_ROLES)[number];

/** The demo account of a role, as the stack created it. */
export function accountOf(role: DemoRole): Account {
  const accounts = JSON.parse(process.env["CARTWRIGHT_E2E_ACCOUNTS"] ?? "[]") as Account[]; // set by the global set-up
  const account = accounts.find(({ email }) => email === `${role}@example.com`);
  if (!account) throw new Error(`the stack has no ${role}`);
  return account;
}

/** The file with the cookies of a browser in which the demo account is logged in (global-setup.ts). */
export const storedLogInOf = (role: DemoRole) => path.join(process.env["CARTWRIGHT_E2E_LOGINS"] ?? "", `${role}.json`);
