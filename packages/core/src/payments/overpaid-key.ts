import type { PaymentId } from "@cartwright/contracts/ids";
import { derivedId } from "../kernel/ids.ts";

/** The key of the one refund of what was paid above an order's total. */
export const overpaidKey = (id: PaymentId): string => derivedId("overpaid refund", id);
