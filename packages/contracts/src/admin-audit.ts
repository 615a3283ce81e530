import { z } from "zod";
import { Cursor, IsoTime } from "./paging.ts";

/** The changed fields before or after an action, by name. Redacted before it leaves the server. */
const State = z.record(z.string(), z.unknown()).nullable();

export const AuditRow = z.strictObject({
  id: z.int(),
  at: IsoTime,
  actor: z.strictObject({
    kind: z.enum(["user", "system", "anonymous"]),
    id: z.uuid().nullable(),
    /** Null once the account is deleted. */
    email: z.string().nullable(),
  }),
  action: z.string(),
  subject: z.strictObject({ kind: z.string(), id: z.string(), email: z.string().nullable() }),
  before: State,
  after: State,
  reason: z.string().nullable(),
  address: z.string().nullable(),
  requestId: z.string().nullable(),
});
export type AuditRow = z.infer<typeof AuditRow>;
export const AuditPage = z.strictObject({ items: z.array(AuditRow), nextCursor: Cursor.nullable() });
export type AuditPage = z.infer<typeof AuditPage>;

const filters = {
  /** The actor: a whole email address, or an account's id. */
  actor: z.string().trim().min(1).max(254).optional(),
  action: z.string().min(1).max(100).optional(),
  subjectKind: z.string().min(1).max(100).optional(),
  /** The subject: an order's number, an id, or an account's email address. */
  subject: z.string().trim().min(1).max(254).optional(),
  /** From this time, inclusive. */
  from: IsoTime.optional(),
  /** Until this time, exclusive. */
  to: IsoTime.optional(),
};
export const AdminListAudit = z.strictObject({
  ...filters,
  cursor: Cursor.optional(),
  limit: z.int().min(1).max(100).default(50),
});

/** The actions and areas in the log, for its filters. */
export const AuditChoices = z.strictObject({ actions: z.array(z.string()), subjectKinds: z.array(z.string()) });
export type AuditChoices = z.infer<typeof AuditChoices>;
