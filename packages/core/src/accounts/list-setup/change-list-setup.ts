import {
  type HideColumns,
  LIST_PERMISSIONS,
  type ListSetup,
  type RemoveView,
  type SaveView,
  VIEWS_MAX,
} from "@cartwright/contracts/list-setup";
import { inTransaction, type Tx, violatedConstraint } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { type Actor, requireStaff } from "../../kernel/actor.ts";
import { AppError } from "../../kernel/app-error.ts";
import { appendAudit } from "../../kernel/append-audit.ts";
import type { Deps } from "../../kernel/deps.ts";
import { newId } from "../../kernel/ids.ts";
import {
  deleteView,
  insertView,
  lockAuthor,
  lockView,
  updateView,
  upsertHiddenColumns,
  type ViewRow,
} from "./list-setup.sql.ts";
import { columnsIn, mayChangeView, readListSetup } from "./read-list-setup.ts";

type ListDeps = Pick<Deps, "db">;

/** Which staff member acts, and from where. */
interface ListAct {
  readonly actor: Extract<Actor, { kind: "user" }>;
  readonly address: string;
  readonly requestId: string;
}

/**
 * Saves a view, or changes one, and returns the list's setup. What all staff see, or saw before, is audited; what is one's own is not.
 * Throws `forbidden`, `not_found` and `stale_write` (deleted or changed meanwhile), and `invalid_input` for a name that the author
 * uses already in this list, or more views than a person may have.
 */
export async function saveView(deps: ListDeps, input: SaveView, act: ListAct): Promise<ListSetup> {
  requireStaff(act.actor, LIST_PERMISSIONS[input.list]);
  try {
    await inTransaction(deps.db, async (tx) => {
      const before = input.view ? await takeView(tx, { ...input.view, list: input.list }, act) : null;
      if (before) {
        // Only its author takes a view back: for someone else it would be gone.
        if (before.author_id !== act.actor.userId && !input.shared) throw new AppError("forbidden");
        await updateView(tx, { id: before.id, name: input.name, query: input.query, shared: input.shared });
        return record(tx, { action: "lists.save_view", before, after: { ...before, ...input } }, act);
      }
      if ((await lockAuthor(tx, act.actor.userId)).views >= VIEWS_MAX)
        throw new AppError("invalid_input", {
          message: getTranslations("errorDetails")("viewsMax", { max: VIEWS_MAX }),
        });
      const { list, name, query, shared } = input;
      const after = { id: newId(), author_id: act.actor.userId, list, name, query, shared };
      await insertView(tx, after);
      return record(tx, { action: "lists.save_view", before: null, after }, act);
    });
  } catch (error) {
    if (violatedConstraint(error) !== "saved_views_name") throw error;
    throw new AppError("invalid_input", { fields: { name: getTranslations("fieldProblems")("viewName") } });
  }
  return readListSetup(deps.db, input.list, act.actor);
}

/** Deletes a view and returns the list's setup. Errors are those of {@link saveView}. */
export async function removeView(deps: ListDeps, input: RemoveView, act: ListAct): Promise<ListSetup> {
  requireStaff(act.actor, LIST_PERMISSIONS[input.list]);
  await inTransaction(deps.db, async (tx) => {
    const before = await takeView(tx, input, act);
    await deleteView(tx, before.id);
    await record(tx, { action: "lists.remove_view", before, after: null }, act);
  });
  return readListSetup(deps.db, input.list, act.actor);
}

/** Keeps which columns of a list a person has hidden. Names of other lists are left out. */
export async function hideColumns(deps: ListDeps, { list, hidden }: HideColumns, act: ListAct): Promise<ListSetup> {
  requireStaff(act.actor, LIST_PERMISSIONS[list]);
  await upsertHiddenColumns(deps.db, { userId: act.actor.userId, list }, columnsIn(list, hidden));
  return readListSetup(deps.db, list, act.actor);
}

/** A view that the person may change, locked, if it is still the version that they saw. What they may not see does not exist. */
async function takeView(tx: Tx, { id, version, list }: RemoveView, { actor }: ListAct): Promise<ViewRow> {
  const details = getTranslations("errorDetails");
  const view = await lockView(tx, id);
  const isSeen = view?.list === list && (view.shared || view.author_id === actor.userId);
  if (!isSeen) throw new AppError("not_found", { message: details("viewRemoved") });
  if (!mayChangeView(actor, view)) throw new AppError("forbidden", { message: details("viewOfOthers") });
  if (view.version !== version) throw new AppError("stale_write", { message: details("viewChanged") });
  return view;
}

type Recorded = Pick<ViewRow, "id" | "list" | "name" | "shared">;
interface Change {
  readonly action: string;
  readonly before: Recorded | null;
  readonly after: Recorded | null;
}

/** The filters stay out of the audit log: a search may be someone's name or address. */
const shown = ({ list, name, shared }: Recorded) => ({ list, name, shared });

async function record(tx: Tx, { action, before, after }: Change, act: ListAct): Promise<void> {
  const view = after ?? before;
  if (!view || !(before?.shared || after?.shared)) return;
  await appendAudit(tx, {
    actor: { kind: "user", id: act.actor.userId },
    address: act.address,
    requestId: act.requestId,
    action,
    subject: { kind: "view", id: view.id },
    ...(before ? { before: shown(before) } : {}),
    ...(after ? { after: shown(after) } : {}),
  });
}
