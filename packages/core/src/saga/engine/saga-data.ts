import { z } from "zod";

/**
 * What a saga remembers between its steps. The payment token is the shopper's secret: it is never logged or shown, and is
 * deleted when the saga ends.
 */
export const SagaData = z.object({
  payment: z.strictObject({ provider: z.enum(["sandbox", "stripe"]), token: z.string() }).optional(),
  /** When the stock is released unless the order is settled; ISO 8601, by the database's clock. */
  holdExpiresAt: z.iso.datetime().optional(),
  /** The provider was asked to charge and may have done so, although its response is unknown. */
  chargeMayExist: z.boolean().optional(),
  /** How often the provider was asked for the state of the charge. */
  lookUps: z.int().optional(),
  /** Variants that were short, for staff. */
  short: z.array(z.string()).optional(),
  /** The amount of a refund saga, in minor units. Without it, everything that is left. */
  refundMinor: z.int().optional(),
  /** The key of its refund, which was opened before the saga started. Without it, the saga opens one of its own. */
  refundKey: z.string().optional(),
  /** The direction to resume in after the saga was stuck. */
  resumeAs: z.enum(["running", "compensating"]).optional(),
  /** Since when the present step has failed; ISO 8601, by the database's clock. */
  failingSince: z.iso.datetime().nullish(),
  /** The reason of the last failure: a code of the error table. */
  failingFor: z.string().nullish(),
  /** Whether a person was told of it. */
  alarmed: z.boolean().optional(),
  /** Why a person started this saga. */
  reason: z.string().max(200).optional(),
  /** The reference of a refund that a person made outside of the provider. */
  paidByHand: z.string().max(120).optional(),
  /** Who cancelled the order while its checkout ran. */
  cancelledBy: z.enum(["shopper", "staff"]).optional(),
});
export type SagaData = z.infer<typeof SagaData>;
