import { z } from "zod";
import { ActReason } from "./act-reason.ts";
import { MessageId, OrderNumber, SagaId } from "./ids.ts";
import { Cursor, IsoTime } from "./paging.ts";

/** Messages that could not be handled, in the back office. */

/** Open until a person has replayed or discarded it. */
export const DeadLetterState = z.enum(["open", "replayed", "discarded"]);
export type DeadLetterState = z.infer<typeof DeadLetterState>;

/** Most dead letters in one act. */
export const DEAD_LETTERS_MAX = 100;
/** The open ones of a cause are counted to this. */
export const DEAD_LETTERS_COUNTED_MAX = 1_000;

const Ids = z
  .array(z.uuid())
  .min(1)
  .max(DEAD_LETTERS_MAX)
  .refine((ids) => new Set(ids).size === ids.length);

export const AdminListDeadLetters = z.strictObject({
  /** Part of the error or of the message's name, or an order's number. */
  query: z.string().trim().max(200).optional(),
  cause: z.string().trim().min(1).max(60).optional(),
  state: DeadLetterState.default("open"),
  cursor: Cursor.optional(),
  limit: z.int().min(1).max(100).default(50),
});

export const DeadLetterRow = z.strictObject({
  id: z.uuid(),
  queue: z.string(),
  name: z.string(),
  /** A reason of the code table, or `poison`: the message itself cannot be read. */
  cause: z.string(),
  error: z.string(),
  attempts: z.int(),
  failedAt: IsoTime,
  state: DeadLetterState,
  orderNumber: OrderNumber.nullable(),
});
export type DeadLetterRow = z.infer<typeof DeadLetterRow>;

export const DeadLetterPage = z.strictObject({
  items: z.array(DeadLetterRow),
  nextCursor: Cursor.nullable(),
  /** The open ones by cause, most first, each counted to `DEAD_LETTERS_COUNTED_MAX`. */
  causes: z.array(z.strictObject({ cause: z.string(), count: z.int() })),
});
export type DeadLetterPage = z.infer<typeof DeadLetterPage>;

export const AdminGetDeadLetter = z.strictObject({ id: z.uuid() });

export const DeadLetterDetail = DeadLetterRow.extend({
  messageId: MessageId,
  sagaId: SagaId.nullable(),
  /** Without card numbers, addresses and tokens. */
  payload: z.unknown(),
  isWhole: z.boolean(),
  resolvedAt: IsoTime.nullable(),
  resolvedBy: z.string().nullable(),
  reason: z.string().nullable(),
});
export type DeadLetterDetail = z.infer<typeof DeadLetterDetail>;

/**
 * What a replay does. The first three resolve the dead letter: the stuck saga retries its step, the message is sent again, or its
 * saga has gone on without it. The others leave it open, and nothing is sent.
 */
export const ReplayEffect = z.enum([
  "retry_step",
  "send_again",
  "nothing_left",
  "not_whole",
  "unknown_message",
  "invalid_payload",
  "order_gone",
  "order_busy",
  "resolved",
]);
export type ReplayEffect = z.infer<typeof ReplayEffect>;

/** Whether a replay with this effect resolves the dead letter. */
export const RESOLVES: ReadonlySet<ReplayEffect> = new Set(["retry_step", "send_again", "nothing_left"]);

export const AdminDryRunDeadLetters = z.strictObject({ ids: Ids });
export const AdminResolveDeadLetters = z.strictObject({ ids: Ids, reason: ActReason });

export const DeadLetterEffects = z.strictObject({
  items: z.array(z.strictObject({ id: z.uuid(), effect: ReplayEffect })),
});
export type DeadLetterEffects = z.infer<typeof DeadLetterEffects>;

/** `discarded`: how many were open and are not any more. */
export const DiscardedDeadLetters = z.strictObject({ discarded: z.int() });
