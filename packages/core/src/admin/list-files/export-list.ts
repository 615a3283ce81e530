import { LIST_FILTER_MAX, type ListFileName } from "@cartwright/contracts/list-files";
import type { Role } from "@cartwright/contracts/permissions";
import { isAllStorable } from "@cartwright/contracts/text";
import { inTransaction } from "@cartwright/db/transaction";
import { z } from "zod";
import { toLines } from "../../catalog/csv-cells.ts";
import { requireStaff } from "../../kernel/actor.ts";
import { AppError } from "../../kernel/app-error.ts";
import { appendAudit } from "../../kernel/append-audit.ts";
import type { Deps } from "../../kernel/deps.ts";
import { auditOf, type PlainStaffAct } from "../staff-act.ts";
import { auditFile } from "./audit-file.ts";
import { customersFile } from "./customers-file.ts";
import { documentsFile } from "./documents-file.ts";
import type { FilteredList, ListFile } from "./list-file.ts";
import { ordersFile } from "./orders-file.ts";
import { productsFile } from "./products-file.ts";
import { returnsFile } from "./returns-file.ts";
import { stockFile } from "./stock-file.ts";

/** The lists that can be exported. */
export const LIST_FILES: Readonly<Record<ListFileName, ListFile>> = {
  orders: ordersFile,
  returns: returnsFile,
  customers: customersFile,
  products: productsFile,
  stock: stockFile,
  audit: auditFile,
  documents: documentsFile,
};

/** Spreadsheets read UTF-8 only when a file begins with this. */
const BYTE_ORDER_MARK = "\uFEFF";

const Filter = z.record(z.string(), z.unknown());
/** What people type may name a person, which the audit log never does. */
const TYPED = new Set(["query", "actor", "subject"]);

/** A filter as it is in an address. Throws `invalid_input`. */
function readFilter(list: ListFile, json: string): FilteredList {
  if (json.length > LIST_FILTER_MAX) throw new AppError("invalid_input");
  const filter = Filter.safeParse(parseJson(json));
  if (!filter.success || !isAllStorable(filter.data)) throw new AppError("invalid_input");
  return list.withFilter(filter.data);
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new AppError("invalid_input", { cause });
  }
}

function auditedFilter(filter: unknown): Record<string, unknown> {
  const given = Object.entries(Filter.parse(filter)).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, TYPED.has(name) ? "given" : value]));
}

async function* toCsv(deps: Pick<Deps, "db">, list: FilteredList, role: Role): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK;
  for await (const rows of list.read(deps.db, role)) {
    const lines = rows.map((cells) => cells.map((cell) => String(cell ?? "")));
    if (lines.length > 0) yield toLines(lines);
  }
}

/**
 * A filtered list as CSV, some rows at a time, of any length. Each page of rows is read when it is asked for, so that rows that are
 * added meanwhile may be missing. The export is audited before the first row is read. Throws `invalid_input` for a filter of another list, and
 * `forbidden` for one by what the actor may not see.
 */
export async function exportList(
  deps: Pick<Deps, "db">,
  { list, filter }: { readonly list: ListFileName; readonly filter: string },
  act: PlainStaffAct,
): Promise<AsyncGenerator<string>> {
  const filtered = readFilter(LIST_FILES[list], filter);
  if (filtered.needs !== null) requireStaff(act.actor, filtered.needs);
  await inTransaction(deps.db, async (tx) =>
    appendAudit(tx, {
      ...auditOf(act),
      action: "list.exported",
      subject: { kind: "list", id: list },
      after: auditedFilter(filtered.filter),
    }),
  );
  return toCsv(deps, filtered, act.actor.role);
}
