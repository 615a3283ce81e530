import type { UserId } from "@cartwright/contracts/ids";
import type { Role } from "@cartwright/contracts/permissions";
import { inTransaction } from "@cartwright/db/transaction";
import { AppError } from "../../kernel/app-error.ts";
import { appendAudit } from "../../kernel/append-audit.ts";
import type { Deps } from "../../kernel/deps.ts";
import { newId } from "../../kernel/ids.ts";
import { loadPasswordCheck } from "../passwords/check-password.ts";
import { hashPassword } from "../passwords/hash-password.ts";
import { insertUser } from "../users.sql.ts";

/** Creates an account with a role, from the command line. Throws `password_too_common` or `email_taken`. */
export async function createStaff(
  deps: Pick<Deps, "db">,
  staff: { readonly email: string; readonly password: string; readonly role: Role },
): Promise<UserId> {
  (await loadPasswordCheck()).refuseWeak(staff.password, staff);
  const passwordHash = await hashPassword(staff.password);
  const id = newId<UserId>();
  await inTransaction(deps.db, async (tx) => {
    const user = {
      id,
      email: staff.email,
      passwordHash,
      firstName: "",
      lastName: "",
      role: staff.role,
      verified: true,
    };
    if (!(await insertUser(tx, user))) throw new AppError("email_taken");
    await appendAudit(tx, {
      actor: { kind: "system" },
      action: "staff.created",
      subject: { kind: "user", id },
      after: { role: staff.role },
    });
  });
  return id;
}
