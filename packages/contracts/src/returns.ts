import { z } from "zod";
import { AdminOrder } from "./admin.ts";
import { LineUnits } from "./orders.ts";
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
