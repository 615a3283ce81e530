import {
  type AdminMergeCustomers,
  type AdminPreviewMerge,
  MERGED_ORDERS_MAX,
  type MergePreview,
  type MergeRefusal,
} from "@cartwright/contracts/customer-merge";
import { type CustomerId, UserId } from "@cartwright/contracts/ids";
import type { Role } from "@cartwright/contracts/permissions";
import type { Db } from "@cartwright/db/client";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { z } from "zod";
import {
  emailsOfPair,
  findMergeRefusals,
  type HeldPair,
  holdPair,
  mergeHeld,
} from "../../accounts/customers/merge-customer-records.ts";
import { ADDRESSES_MAX } from "../../accounts/profile/list-addresses.ts";
import { AppError } from "../../kernel/app-error.ts";
import { appendAudit } from "../../kernel/append-audit.ts";
import type { Deps } from "../../kernel/deps.ts";
import { showEmail } from "../../kernel/show-email.ts";
import { queueMails } from "../../notifications/queue-mail.ts";
import { moveToAccount } from "../../orders/move-to-account.ts";
import { shareUses } from "../../promotions/share-uses.ts";
import { auditOf, type StaffAct } from "../staff-act.ts";
import { selectOpenReturns, selectSums } from "./customer.sql.ts";
import { countSessions, type MergedRow, selectPair } from "./merge.sql.ts";

const sideOf = (row: MergedRow) =>
  row.is_member ? { status: row.status, hasSecondFactor: row.second_factor, isVerified: row.verified } : null;

const shown = ({ id, is_member, email, name }: MergedRow): MergePreview["kept"] => ({
  id,
  kind: is_member ? "member" : "guest",
  email: showEmail(email),
  name,
});

const countOrders = async (db: Db, id: CustomerId) =>
  (await selectSums(db, id)).reduce((sum, { placed }) => sum + placed, 0);

/** What merging one customer into another would move, drop and be refused for, as a role would do it. Throws `not_found`. */
export async function previewMerge(
  db: Db,
  { keptId, goneId }: z.infer<typeof AdminPreviewMerge>,
  role: Role,
): Promise<MergePreview> {
  const rows = await selectPair(db, [keptId, goneId]);
  const [kept, gone] = [keptId, goneId].map((id) => rows.find((row) => row.id === id));
  if (!kept || !gone) throw new AppError("not_found");
  const [orders, returns, sessions] = await Promise.all([
    countOrders(db, goneId),
    selectOpenReturns(db, goneId),
    countSessions(db, goneId),
  ]);
  const room = Math.max(0, ADDRESSES_MAX - kept.addresses);
  const addresses = Math.min(room, gone.addresses);
  const isSame = keptId === goneId;
  const refusals: MergeRefusal[] = findMergeRefusals(
    { kept: sideOf(kept), gone: sideOf(gone), isSame },
    role === "admin",
  );
  return {
    kept: shown(kept),
    gone: shown(gone),
    moves: {
      orders,
      openReturns: returns.length,
      addresses,
      notes: gone.notes,
      tags: gone.tags.filter((tag) => !kept.tags.includes(tag)),
    },
    drops: { sessions, addresses: gone.addresses - addresses, account: gone.is_member },
    refusals: orders > MERGED_ORDERS_MAX ? [...refusals, "too_many_orders"] : refusals,
  };
}

function refuse(refusals: readonly MergeRefusal[]): void {
  const [first] = refusals;
  if (first !== undefined)
    throw new AppError("illegal_transition", { message: getTranslations("adminMerge")(`refused.${first}`) });
}

/** Both addresses hear of it: whoever owns the one that ends must not be surprised by it. */
async function tellBoth(tx: Tx, { kept, gone }: HeldPair): Promise<void> {
  const keptEmail = showEmail(kept.email);
  const template = "customers_merged" as const;
  const dedupeKey = `merged:${gone.id}`;
  const wasMember = gone.account !== null;
  await queueMails(tx, [
    {
      template,
      to: gone.email,
      firstName: gone.account?.firstName ?? "",
      keptEmail,
      isKept: false,
      wasMember,
      dedupeKey: `${dedupeKey}:gone`,
    },
    {
      template,
      to: kept.email,
      firstName: kept.account?.firstName ?? "",
      keptEmail,
      isKept: true,
      wasMember,
      dedupeKey: `${dedupeKey}:kept`,
    },
  ]);
}

/**
 * Merges one customer into another, in one transaction: orders, saved addresses, notes, tags and the addresses of guests move; the account that is left is
 * erased and its sessions end; promotions count both as one person; both addresses are told. An order that is placed meanwhile
 * goes to the kept account. Doing it again changes nothing. Throws `not_found`, `forbidden` and `illegal_transition` (with the reason).
 */
export async function mergeCustomers(
  deps: Deps,
  { keptId, goneId }: z.infer<typeof AdminMergeCustomers>,
  act: StaffAct,
): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const held = await holdPair(tx, { keptId, goneId }, act.actor.userId);
    if (held === null) return;
    refuse(held.refusals);
    const { kept, gone } = held;
    if ((await countOrders(tx, goneId)) > MERGED_ORDERS_MAX) refuse(["too_many_orders"]);
    const emails = await emailsOfPair(tx, held);
    const moved =
      kept.account && gone.account ? await moveToAccount(tx, UserId.parse(goneId), UserId.parse(keptId)) : 0;
    await shareUses(tx, emails);
    const ended = await mergeHeld(tx, held);
    await appendAudit(tx, {
      ...auditOf(act),
      action: "customers.merge",
      subject: { kind: "customer", id: keptId },
      before: { mergedId: goneId, kind: gone.account ? "member" : "guest" },
      after: { orders: moved, sessionsEnded: ended.length },
    });
    await tellBoth(tx, held);
  });
  deps.nudgeRelay();
}
