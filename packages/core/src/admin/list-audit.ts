import type { AdminListAudit, AuditChoices, AuditPage, AuditRow } from "@cartwright/contracts/admin-audit";
import { canonicalEmail } from "@cartwright/contracts/email-address";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { redact } from "@cartwright/observability/redaction";
import { z } from "zod";
import { showEmail } from "../kernel/show-email.ts";
import { decodeCursor, toPage } from "../kernel/cursor.ts";
import {
  type AuditEntryRow,
  type AuditFilter,
  selectAudit,
  selectDistinct,
  selectEmails,
  selectIdOfEmail,
} from "./audit.sql.ts";

const Position = z.tuple([z.int().min(0), z.int().min(0)]);
const Uuid = z.uuid();
const isUuid = (text: string): boolean => Uuid.safeParse(text).success;

export type AuditSearch = Pick<
  z.output<typeof AdminListAudit>,
  "actor" | "action" | "subjectKind" | "subject" | "from" | "to"
>;

/** The statement's filter. Null when no account has the requested address, so nothing can be found. */
export async function readSearch(
  db: Db | Tx,
  search: AuditSearch,
): Promise<Omit<AuditFilter, "before" | "limit"> | null> {
  const idOf = async (typed: string) => selectIdOfEmail(db, canonicalEmail(typed));
  const { actor, subject } = search;
  const actorId = actor === undefined ? null : isUuid(actor) ? actor : await idOf(actor);
  const subjectId = subject?.includes("@") ? await idOf(subject) : (subject ?? null);
  if ((actor !== undefined && actorId === null) || (subject !== undefined && subjectId === null)) return null;
  return {
    actorId,
    subjectId,
    action: search.action ?? null,
    subjectKind: search.subjectKind ?? null,
    from: search.from ?? null,
    to: search.to ?? null,
  };
}

const State = z.record(z.string(), z.unknown());
const stateOf = (value: unknown) => State.nullable().catch({ value }).parse(redact(value));

/** Entries with the email addresses of the people in them. */
export async function describeEntries(db: Db | Tx, rows: readonly AuditEntryRow[]): Promise<AuditRow[]> {
  const named = rows.flatMap((row) => [row.actor_id, row.subject_kind === "user" ? row.subject_id : null]);
  const people = new Set(named.filter((id) => id !== null).filter(isUuid));
  const emails = await selectEmails(db, [...people]);
  const emailOf = (id: string) => {
    const email = emails.get(id);
    return email === undefined ? null : showEmail(email);
  };
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    actor: {
      kind: z.enum(["user", "system", "anonymous"]).parse(row.actor_kind),
      id: row.actor_id,
      email: row.actor_id === null ? null : emailOf(row.actor_id),
    },
    action: row.action,
    subject: { kind: row.subject_kind, id: row.subject_id, email: emailOf(row.subject_id) },
    before: stateOf(row.before),
    after: stateOf(row.after),
    reason: row.reason,
    address: row.address,
    requestId: row.request_id,
  }));
}

/** The audit log, newest first. Throws `invalid_input` for a cursor of another list. */
export async function listAudit(db: Db, input: z.output<typeof AdminListAudit>): Promise<AuditPage> {
  const [atUs, id] = input.cursor ? decodeCursor(input.cursor, Position) : [];
  const search = await readSearch(db, input);
  if (search === null) return { items: [], nextCursor: null };
  const before = atUs !== undefined && id !== undefined ? { atUs, id } : null;
  const rows = await selectAudit(db, { ...search, before, limit: input.limit + 1 });
  const { shown, nextCursor } = toPage(rows, input.limit, (last) => [last.at_us, last.id]);
  return {
    items: await describeEntries(db, shown),
    nextCursor,
  };
}

/** The actions and subject kinds in the log, in alphabetical order. */
export async function listAuditChoices(db: Db): Promise<AuditChoices> {
  const [actions, subjectKinds] = await Promise.all([selectDistinct(db, "action"), selectDistinct(db, "subject_kind")]);
  return { actions, subjectKinds };
}
