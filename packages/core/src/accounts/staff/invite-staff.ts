import type { UserId } from "@cartwright/contracts/ids";
import type { Role } from "@cartwright/contracts/permissions";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { AppError } from "../../kernel/app-error.ts";
import { appendAudit } from "../../kernel/append-audit.ts";
import type { Deps } from "../../kernel/deps.ts";
import { newId, newSecret } from "../../kernel/ids.ts";
import { queueMails } from "../../notifications/queue-mail.ts";
import { hashPassword } from "../passwords/hash-password.ts";
import { type AccountAct, auditOfAct, holdAccount, holdActor } from "../sign-in/hold-account.ts";
import { LINK_SECONDS, makeMailLink } from "../registration/mail-link.ts";
import { insertUser, type User } from "../users.sql.ts";

type Invited = Pick<User, "id" | "email" | "firstName" | "role">;

async function mailInvitation(tx: Tx, publicOrigin: string, user: Invited): Promise<void> {
  const link = await makeMailLink(tx, user, { purpose: "invite", publicOrigin });
  const { firstName, role } = user;
  const validDays = LINK_SECONDS.invite / 86_400;
  await queueMails(tx, [{ template: "staff_invited", to: user.email, firstName, role, link, validDays }]);
}

/**
 * Creates a staff account and mails its owner a link to set the password; until then no one can log in to it. Throws
 * `forbidden`, or `email_taken`: staff may know who has an account, and can change the role of an existing one.
 */
export async function inviteStaff(
  deps: Deps,
  publicOrigin: string,
  invitation: { readonly email: string; readonly role: Role; readonly act: AccountAct },
): Promise<UserId> {
  const { email, role, act } = invitation;
  // The hash of a secret that no one knows: an attempt to log in takes as long as for any other account.
  const passwordHash = await hashPassword(newSecret());
  const user = { id: newId<UserId>(), email, role, firstName: "", lastName: "" };
  await inTransaction(deps.db, async (tx) => {
    await holdActor(tx, act);
    if (!(await insertUser(tx, { ...user, passwordHash }))) throw new AppError("email_taken");
    await mailInvitation(tx, publicOrigin, user);
    await appendAudit(tx, {
      ...auditOfAct(act),
      action: "staff.invited",
      subject: { kind: "user", id: user.id },
      after: { role },
    });
  });
  deps.nudgeRelay();
  return user.id;
}

/**
 * Mails another invitation to staff who have not accepted theirs; the earlier one stops working. Throws `not_found`,
 * `forbidden`, or `already_joined`.
 */
export async function inviteStaffAgain(
  deps: Deps,
  publicOrigin: string,
  invitation: { readonly userId: UserId; readonly act: AccountAct },
): Promise<void> {
  const { userId, act } = invitation;
  await inTransaction(deps.db, async (tx) => {
    const { user } = await holdAccount(tx, { userId, among: "staff" }, act);
    if (user.status === "disabled" || user.emailVerifiedAt !== null) throw new AppError("already_joined");
    await mailInvitation(tx, publicOrigin, user);
    await appendAudit(tx, {
      ...auditOfAct(act),
      action: "staff.invited_again",
      subject: { kind: "user", id: user.id },
    });
  });
  deps.nudgeRelay();
}
