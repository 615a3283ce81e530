import type { SessionId, UserId } from "@cartwright/contracts/ids";
import type { Role } from "@cartwright/contracts/permissions";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";
import { beginSecondFactor } from "../accounts/second-factor/begin-second-factor.ts";
import { confirmSecondFactor } from "../accounts/second-factor/confirm-second-factor.ts";
import { createStaff } from "../accounts/staff/create-staff.ts";
import type { ProofSettings } from "../accounts/sign-in/prove-identity.ts";
import type { SessionLives } from "../accounts/sessions/session-lives.ts";
import { codeAt } from "../accounts/second-factor/totp.ts";
import type { Deps } from "../kernel/deps.ts";
import { newId } from "../kernel/ids.ts";

export const PASSWORD = "seven stones in a row";

/** Sessions for tests: long enough, and the same for everyone. */
const LIFE = { refreshSeconds: 1_000, sessionSeconds: 10_000 };
export const LIVES: SessionLives = { shopper: LIFE, staff: LIFE };

/** A person with a password, and where they come from: everything that actions on one's own account need. */
export interface Person {
  readonly email: string;
  readonly userId: UserId;
  readonly password: string;
  readonly address: string;
}

export interface Enrolled extends Person {
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
  /** The code that their app shows this many steps from now. */
  readonly codeIn: (steps: number) => Promise<string>;
}

/** Creates an account with a role and a verified address. */
export async function createPerson(deps: Deps, role: Role): Promise<Person> {
  const email = `${newId()}@example.com`;
  const userId = await createStaff(deps, { email, password: PASSWORD, role });
  return { email, userId, password: PASSWORD, address: "192.0.2.1" };
}

/** The current time step of the database's clock. */
export async function presentStep(db: Db): Promise<number> {
  const { rows } = await sql<{ step: number }>`select floor(extract(epoch from now()) / 30)::int as step`.execute(db);
  return rows[0]?.step ?? 0;
}

/** Makes the code of the current step usable again, as half a minute later. */
export async function letStepPass(db: Db, userId: string): Promise<void> {
  await sql`update accounts.users set totp_last_step = totp_last_step - 10 where id = ${userId}`.execute(db);
}

/** Sets up a second factor. Where there is one already, `code` proves it. The code of the current step is not used up. */
export async function enrol(
  deps: Deps,
  settings: ProofSettings,
  { code, ...person }: Person & { readonly code?: string },
): Promise<Enrolled> {
  const { secret } = await beginSecondFactor(deps, settings, { ...person, ...(code === undefined ? {} : { code }) });
  const { recoveryCodes } = await confirmSecondFactor(deps, settings.secrets, {
    userId: person.userId,
    sessionId: newId<SessionId>(),
    address: person.address,
    code: codeAt(secret, await presentStep(deps.db)),
  });
  await letStepPass(deps.db, person.userId);
  const codeIn = async (steps: number) => codeAt(secret, (await presentStep(deps.db)) + steps);
  return { ...person, secret, recoveryCodes, codeIn };
}
