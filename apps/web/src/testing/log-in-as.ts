import type { UserId } from "@cartwright/contracts/ids";
import type { Role } from "@cartwright/contracts/permissions";
import { createStaff } from "@cartwright/core/accounts/staff/create-staff";
import { newId } from "@cartwright/core/kernel/ids";
import { createTestBrowser, type TestBrowser } from "./test-browser.ts";
import type { TestEdge } from "./test-edge.ts";

export const PASSWORD = "seven stones in a row";

export interface LoggedIn {
  readonly browser: TestBrowser;
  readonly email: string;
  readonly id: UserId;
}

/** A new account of this role, in a browser that is signed in. */
export async function logInAs(edge: TestEdge, role: Role): Promise<LoggedIn> {
  const email = `${newId()}@example.com`;
  const id = await createStaff(edge.deps.api, { email, password: PASSWORD, role });
  const browser = createTestBrowser(edge.url);
  const response = await browser.logIn(email, PASSWORD);
  if (response.status !== 200) throw new Error(`could not log in as ${role}`);
  return { browser, email, id };
}
