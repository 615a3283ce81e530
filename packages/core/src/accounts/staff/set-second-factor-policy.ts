import { type SessionId, UserId } from "@cartwright/contracts/ids";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../../kernel/app-error.ts";
import { appendAudit } from "../../kernel/append-audit.ts";
import type { Deps } from "../../kernel/deps.ts";
import { endSessionsIn } from "../sessions/end-sessions.ts";
import { type AccountAct, auditOfAct, holdActor } from "../sign-in/hold-account.ts";
import { selectStaffWithoutFactor, setFactorRequired } from "./policy.sql.ts";
import { findUser } from "../users.sql.ts";

/** Any more staff keep their sessions, which have no staff rights either way. */
const ENDED_MAX = 1_000;

async function endSessionsWithout(tx: Tx): Promise<SessionId[]> {
  const ended: SessionId[] = [];
  for (const userId of await selectStaffWithoutFactor(tx, ENDED_MAX))
    ended.push(...(await endSessionsIn(tx, { userId }, "second_factor")));
  return ended;
}

/**
 * A person who requires a second factor of others must have one: so no one locks themselves out, and someone is left to
 * help.
 */
async function refuseUnlessEnrolled(tx: Tx, { actor }: AccountAct): Promise<void> {
  const user = actor.kind === "user" ? await findUser(tx, UserId.parse(actor.id)) : null;
  if (!user?.hasSecondFactor)
    throw new AppError("second_factor_enrolment_required", {
      message: getTranslations("errorDetails")("ownTwoStepFirst"),
    });
}

/**
 * Sets whether staff need a second factor. Once they do, the sessions of those without one end, and with them open sockets;
 * they may log in, but can only set one up. Returns the ended sessions. Throws `forbidden`, and
 * `second_factor_enrolment_required` for an actor without one.
 */
export async function setSecondFactorPolicy(deps: Deps, required: boolean, act: AccountAct): Promise<SessionId[]> {
  const ended = await inTransaction(deps.db, async (tx) => {
    await holdActor(tx, act);
    if (required) await refuseUnlessEnrolled(tx, act);
    if (!(await setFactorRequired(tx, required))) return [];
    await appendAudit(tx, {
      ...auditOfAct(act),
      action: "second_factor.policy_changed",
      subject: { kind: "policy", id: "second_factor" },
      before: { required: !required },
      after: { required },
    });
    return required ? endSessionsWithout(tx) : [];
  });
  if (ended.length > 0) deps.nudgeRelay();
  return ended;
}
