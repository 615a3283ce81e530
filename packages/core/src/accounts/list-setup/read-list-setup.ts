import {
  LIST_COLUMNS,
  LIST_PERMISSIONS,
  type ListColumn,
  type ListSetup,
  type SetUpList,
} from "@cartwright/contracts/list-setup";
import type { Db } from "@cartwright/db/client";
import { type Actor, mayAct, requireStaff } from "../../kernel/actor.ts";
import { type ListedViewRow, selectHiddenColumns, selectViews } from "./list-setup.sql.ts";

type Staff = Extract<Actor, { kind: "user" }>;

/** Whether a person may change and delete a view: its author, and for one that all staff see whoever manages staff. */
export const mayChangeView = (actor: Staff, view: Pick<ListedViewRow, "author_id" | "shared">): boolean =>
  view.author_id === actor.userId || (view.shared && mayAct(actor, "staff:write"));

/** The columns among these names that the list has, each once. */
export function columnsIn(list: SetUpList, names: readonly string[]): ListColumn[] {
  const columns: readonly ListColumn[] = LIST_COLUMNS[list];
  return columns.filter((column) => names.includes(column));
}

/** The views that a person sees over a list, their own first, and the columns that they have hidden. Throws `forbidden`. */
export async function readListSetup(db: Db, list: SetUpList, actor: Staff): Promise<ListSetup> {
  requireStaff(actor, LIST_PERMISSIONS[list]);
  const { userId } = actor;
  const [views, hidden] = await Promise.all([
    selectViews(db, { list, userId }),
    selectHiddenColumns(db, { list, userId }),
  ]);
  return {
    views: views.map((view) => ({
      id: view.id,
      version: view.version,
      name: view.name,
      query: view.query,
      shared: view.shared,
      author: view.author_id === userId ? null : view.author,
      mine: view.author_id === userId,
      mayChange: mayChangeView(actor, view),
    })),
    hidden: columnsIn(list, hidden),
  };
}
