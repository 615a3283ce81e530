import { type CustomerId, UserId } from "@cartwright/contracts/ids";
import { holds, isStaff } from "@cartwright/contracts/permissions";
import { inTransaction } from "@cartwright/db/transaction";
import { AppError } from "../../kernel/app-error.ts";
import { appendAudit } from "../../kernel/append-audit.ts";
import type { Deps } from "../../kernel/deps.ts";
import { forgetMails } from "../../notifications/forget-mails.ts";
import { queueMails } from "../../notifications/queue-mail.ts";
import { forgetRecipient } from "../../payments/gift-cards/forget-recipient.ts";
import { eraseAccountIn } from "../privacy/erase-account.ts";
import { type AccountAct, auditOfAct } from "../sign-in/hold-account.ts";
import { lockUsers } from "../users.sql.ts";
import { deleteCustomer, lockCustomers, selectEmailsOf } from "./customers.sql.ts";

/**
 * Deletes a customer at their request, for staff: the account with everything in it, notes, tags and known addresses. What was mailed to any of them
 * is forgotten. Orders and documents stay for as long as the law requires. A member is told by mail. Throws `not_found`, also for staff, and `forbidden`.
 */
export async function eraseCustomer(
  deps: Deps,
  id: CustomerId,
  act: Omit<AccountAct, "actor"> & { readonly actorId: UserId },
): Promise<void> {
  const { actorId, ...rest } = act;
  await inTransaction(deps.db, async (tx) => {
    const users = await lockUsers(tx, [UserId.parse(id), actorId], false);
    const actor = users.find((user) => user.id === actorId);
    if (actor?.status !== "active" || !holds(actor.role, act.needs)) throw new AppError("forbidden");
    const [customer] = await lockCustomers(tx, [id]);
    const account = users.find((user) => user.id === UserId.parse(id));
    if (!customer || customer.isMember !== (account !== undefined) || (account && isStaff(account.role)))
      throw new AppError("not_found");
    for (const email of new Set([customer.email, ...(await selectEmailsOf(tx, [id], 100))])) {
      await forgetMails(tx, email);
      await forgetRecipient(tx, email);
    }
    if (account) await eraseAccountIn(tx, account);
    else await deleteCustomer(tx, id);
    await appendAudit(tx, {
      ...auditOfAct({ ...rest, actor: { kind: "user", id: actorId } }),
      action: "customers.erase",
      subject: { kind: "customer", id },
      before: { kind: account ? "member" : "guest" },
    });
    if (account)
      await queueMails(tx, [{ template: "account_deleted", to: account.email, firstName: account.firstName }]);
  });
  deps.nudgeRelay();
}
