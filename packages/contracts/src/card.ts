import { z } from "zod";

/** A card as far as the shop knows it. The rest of its number stays with the provider. */
export const Card = z.strictObject({
  /** In the words of Stripe: `visa`, `mastercard`, `amex`. */
  brand: z.string().min(1).max(30),
  last4: z.string().regex(/^[0-9]{4}$/),
});
export type Card = z.infer<typeof Card>;
