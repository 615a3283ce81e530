import type { AdminChangeQueue, QueuesOverview } from "@cartwright/contracts/queues";
import type { Db } from "@cartwright/db/client";
import { inTransaction } from "@cartwright/db/transaction";
import { appendAudit } from "../kernel/append-audit.ts";
import type { Deps } from "../kernel/deps.ts";
import { showEmail } from "../kernel/show-email.ts";
import { changeQueue } from "../queues/change-queue.ts";
import { readQueues } from "../queues/read-queues.ts";
import { selectEmails } from "./audit.sql.ts";
import { auditOf, type StaffAct } from "./staff-act.ts";

/** The queues with who paused or resumed them. */
export async function getQueues(db: Db): Promise<QueuesOverview> {
  const { overview, decidedBy } = await readQueues(db);
  const emails = await selectEmails(db, [...new Set(decidedBy.values())]);
  const nameOf = (id: string | undefined) => {
    const email = id === undefined ? undefined : emails.get(id);
    return email === undefined ? null : showEmail(email);
  };
  const queues = overview.queues.map((queue) => ({
    ...queue,
    change: queue.change && { ...queue.change, by: nameOf(decidedBy.get(queue.name)) },
  }));
  return { ...overview, queues };
}

function change(
  deps: Pick<Deps, "db">,
  { queue, version, paused }: Pick<AdminChangeQueue, "queue" | "version"> & { readonly paused: boolean },
  act: StaffAct,
): Promise<void> {
  return inTransaction(deps.db, async (tx) => {
    await changeQueue(tx, { queue, version, paused, reason: act.reason, by: act.actor.userId });
    await appendAudit(tx, {
      ...auditOf(act),
      action: paused ? "queues.pause" : "queues.resume",
      subject: { kind: "queue", id: queue },
      before: { paused: !paused },
      after: { paused },
    });
  });
}

/**
 * Pauses a queue: workers finish what they have begun and start nothing new, until it is resumed, whatever is restarted meanwhile.
 * Throws `stale_write`.
 */
export function pauseQueue(deps: Pick<Deps, "db">, input: AdminChangeQueue, act: StaffAct): Promise<void> {
  return change(deps, { ...input, paused: true }, act);
}

/** Resumes a queue, which works off what has gathered, oldest first. Throws `stale_write`. */
export function resumeQueue(deps: Pick<Deps, "db">, input: AdminChangeQueue, act: StaffAct): Promise<void> {
  return change(deps, { ...input, paused: false }, act);
}
