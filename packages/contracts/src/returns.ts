import { z } from "zod";
import { AdminOrder } from "./admin.ts";
import { OrderNumber } from "./ids.ts";
import { OrderLineId } from "./order-line-id.ts";
import { LineUnits, ReturnState } from "./orders.ts";
import { Cursor, IsoTime } from "./paging.ts";
import { RefundChoice } from "./refunds.ts";
import { optionalLine } from "./text.ts";

export const RETURN_NOTE_MAX = 500;

/** A decision about a return. The shopper reads the note. */
export const AdminDecideReturn = z.strictObject({
  returnId: z.uuid(),
  note: optionalLine(RETURN_NOTE_MAX).default(""),
});

/** Units that came back: on sale again, or written off. */
export const ReceivedUnits = z.strictObject({ ...LineUnits.shape, restock: z.boolean().default(true) });
export type ReceivedUnits = z.infer<typeof ReceivedUnits>;

export const AdminReceiveReturn = z.strictObject({
  returnId: z.uuid(),
  /** All that is still to come, on sale again, when it is absent. A line may be named once for each of the two ways. */
  lines: z.array(ReceivedUnits).min(1).max(200).optional(),
  /** Whether the rest is not coming any more: the return is over. */
  final: z.boolean().default(false),
  /** Refunds in the same step: the received units, unless a choice is made. A lower amount keeps a fee. */
  refund: z.strictObject({ ...RefundChoice.shape, idempotencyKey: z.uuid() }).optional(),
});
export type AdminReceiveReturn = z.infer<typeof AdminReceiveReturn>;

export const DecidedReturn = z.strictObject({ order: AdminOrder });
export const ReceivedReturn = z.strictObject({ order: AdminOrder, refundId: z.uuid().nullable() });

/** Lines that a row of the list names. The order's page has all. */
export const RETURN_LINES_SHOWN = 3;

export const AdminListReturns = z.strictObject({
  /** Words of the order: its number, the customer's name, email address or phone number, what was bought. */
  query: z.string().trim().max(200).optional(),
  state: ReturnState.default("requested"),
  cursor: Cursor.optional(),
  limit: z.int().min(1).max(100).default(50),
});

export const AdminReturnRow = z.strictObject({
  id: z.uuid(),
  number: OrderNumber,
  state: ReturnState,
  customer: z.string().nullable(),
  email: z.string(),
  createdAt: IsoTime,
  /** The first lines, `RETURN_LINES_SHOWN` at most. */
  lines: z.array(z.strictObject({ lineId: OrderLineId, title: z.string(), quantity: z.int().min(1) })),
  /** Units on all lines, and how many of them have come back. */
  quantity: z.int().min(1),
  received: z.int().min(0),
});
export type AdminReturnRow = z.infer<typeof AdminReturnRow>;

export const AdminReturnPage = z.strictObject({ items: z.array(AdminReturnRow), nextCursor: Cursor.nullable() });
export type AdminReturnPage = z.infer<typeof AdminReturnPage>;
