import { z } from "zod";

/**
 * What a saga remembers between its steps. The payment token is the shopper's secret: it is never logged or shown, and goes when the
 * saga ends. */
export const SagaData = z.object({
  payment: z.strictObject({ provider: z.enum(["sandbox", "stripe"]), token: z.string() }).optional(),
  /** When the stock is given back unless the order is settled; ISO 8601, by the database's clock. */
  holdExpiresAt: z.iso.datetime().optional(),
  /** The provider was asked to charge and may have done so, although no response is known. */
  chargeMayExist: z.boolean().optional(),
  /** How often the provider was asked what became of the charge. */
  lookUps: z.int().optional(),
  /** Variants that were short, for whoever looks into it. */
  short: z.array(z.string()).optional(),
  /** How much a refund saga gives back; without it, all that is left. */
  refundMinor: z.int().optional(),
  /** Which way the saga was going when it got stuck. */
  resumeAs: z.enum(["running", "compensating"]).optional(),
  /** Why somebody started this saga. */
  reason: z.string().max(200).optional(),
  /** Who cancelled the order while its checkout ran. */
  cancelledBy: z.enum(["shopper", "staff"]).optional(),
});
export type SagaData = z.infer<typeof SagaData>;
