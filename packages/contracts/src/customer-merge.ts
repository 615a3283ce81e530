import { z } from "zod";
import { ActReason } from "./act-reason.ts";
import { CustomerKind } from "./customer-filter.ts";
import { CustomerId } from "./ids.ts";

/** Orders that one merge moves at most. */
export const MERGED_ORDERS_MAX = 5_000;

/** Which of two customers stays. The other is merged into it and ends. */
const pair = { keptId: CustomerId, goneId: CustomerId };

export const AdminPreviewMerge = z.strictObject(pair);
export const AdminMergeCustomers = z.strictObject({ ...pair, reason: ActReason });

/**
 * Why two customers cannot be merged: they are one; a guest cannot take over an account; one is disabled; the account that
 * stays has not verified its address, so that whoever typed it may not own it; one has two-step verification, and the reader is not an
 * admin; there are more orders than one merge moves.
 */
export const MergeRefusal = z.enum([
  "same",
  "guest_kept",
  "disabled",
  "unverified",
  "second_factor",
  "too_many_orders",
]);
export type MergeRefusal = z.infer<typeof MergeRefusal>;

const MergedCustomer = z.strictObject({
  id: CustomerId,
  kind: CustomerKind,
  email: z.string(),
  name: z.string(),
});

/** What a merge would do. Nothing is changed. */
export const MergePreview = z.strictObject({
  kept: MergedCustomer,
  gone: MergedCustomer,
  moves: z.strictObject({
    orders: z.int().min(0),
    openReturns: z.int().min(0),
    addresses: z.int().min(0),
    notes: z.int().min(0),
    /** Those that the kept customer does not have yet. */
    tags: z.array(z.string()),
  }),
  /** What ends with the other account. */
  drops: z.strictObject({
    sessions: z.int().min(0),
    /** Saved addresses for which the kept account has no room. */
    addresses: z.int().min(0),
    /** Whether there is an account with a password and a cart. */
    account: z.boolean(),
  }),
  refusals: z.array(MergeRefusal),
});
export type MergePreview = z.infer<typeof MergePreview>;

export const MergedInto = z.strictObject({ keptId: CustomerId });
