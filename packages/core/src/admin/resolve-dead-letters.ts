import { type DeadLetterEffects, RESOLVES, type ReplayEffect } from "@cartwright/contracts/dead-letters";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { AppError } from "../kernel/app-error.ts";
import { appendAudit } from "../kernel/append-audit.ts";
import type { Deps } from "../kernel/deps.ts";
import { resolveDeadLetter } from "../outbox/resolve-dead-letter.ts";
import { prepareReplay, type Replay } from "../saga/engine/replay-message.ts";
import { SAGAS } from "../saga/flows/definitions.ts";
import { countLetters, selectLetter } from "./dead-letters.sql.ts";
import { auditOf, type PlainStaffAct, type StaffAct } from "./staff-act.ts";

async function refuseMissing({ db }: Pick<Deps, "db">, ids: readonly string[]): Promise<void> {
  if ((await countLetters(db, ids)) < ids.length) throw new AppError("not_found");
}

async function prepare(tx: Tx, id: string): Promise<Replay> {
  const letter = await selectLetter(tx, id);
  if (!letter) throw new AppError("not_found");
  return prepareReplay(tx, SAGAS, { ...letter, isOpen: letter.state === "open" });
}

/** What replaying these dead letters would do now. Changes nothing but the audit log. Throws `not_found`. */
export async function dryRunDeadLetters(
  deps: Deps,
  ids: readonly string[],
  act: PlainStaffAct,
): Promise<DeadLetterEffects> {
  await refuseMissing(deps, ids);
  const items: { id: string; effect: ReplayEffect }[] = [];
  for (const id of ids) items.push({ id, effect: (await inTransaction(deps.db, (tx) => prepare(tx, id))).effect });
  await inTransaction(deps.db, async (tx) => {
    for (const { id, effect } of items) {
      const subject = { kind: "dead_letter", id };
      await appendAudit(tx, { ...auditOf(act), action: "dead_letters.dry_run", subject, after: { effect } });
    }
  });
  return { items };
}

/** One dead letter, in one transaction: the one who resolves it acts, so that a double click or a second person sends nothing twice. */
async function replay(tx: Tx, id: string, act: StaffAct): Promise<ReplayEffect> {
  const prepared = await prepare(tx, id);
  const { effect } = prepared;
  if (!RESOLVES.has(effect)) return effect;
  const resolution = { state: "replayed", by: act.actor.userId, reason: act.reason } as const;
  if (!(await resolveDeadLetter(tx, id, resolution))) return "resolved";
  await prepared.act();
  const subject = { kind: "dead_letter", id };
  await appendAudit(tx, { ...auditOf(act), action: "dead_letters.replay", subject, after: { effect } });
  return effect;
}

/**
 * Replays dead letters one by one, each with an audit entry. Those that cannot be replayed stay open, and the effect says why.
 * Throws `not_found` before anything is done when one of them does not exist.
 */
export async function replayDeadLetters(deps: Deps, ids: readonly string[], act: StaffAct): Promise<DeadLetterEffects> {
  await refuseMissing(deps, ids);
  const items: { id: string; effect: ReplayEffect }[] = [];
  for (const id of ids) items.push({ id, effect: await inTransaction(deps.db, (tx) => replay(tx, id, act)) });
  deps.nudgeRelay();
  return { items };
}

/** Marks dead letters as not to be replayed. They stay readable. Returns how many were open. Throws as {@link replayDeadLetters}. */
export async function discardDeadLetters(deps: Deps, ids: readonly string[], act: StaffAct): Promise<number> {
  await refuseMissing(deps, ids);
  const resolution = { state: "discarded", by: act.actor.userId, reason: act.reason } as const;
  return inTransaction(deps.db, async (tx) => {
    let discarded = 0;
    // In one order for all, so that two people who discard the same ones do not wait for each other.
    for (const id of ids.toSorted()) {
      if (!(await resolveDeadLetter(tx, id, resolution))) continue;
      discarded += 1;
      await appendAudit(tx, { ...auditOf(act), action: "dead_letters.discard", subject: { kind: "dead_letter", id } });
    }
    return discarded;
  });
}
