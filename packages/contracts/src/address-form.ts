import { z } from "zod";
import { ADDRESS_FIELDS } from "./address-rules.ts";
import { Country } from "./place.ts";

export const GetAddressForm = z.strictObject({ country: Country });

/** How addresses are entered in a country: its fields in its own order, with their words, and the rules for them. */
export const AddressForm = z.strictObject({
  country: z.string(),
  fields: z.array(
    z.strictObject({
      name: z.enum(ADDRESS_FIELDS),
      label: z.string(),
      required: z.boolean(),
      /** What to say when a required field is empty, or a region is not in the list. */
      missing: z.string(),
    }),
  ),
  /** The regions to choose from. Empty where the country has none, or any text is taken. */
  regions: z.array(z.strictObject({ code: z.string(), name: z.string() })),
  /** A pattern (for the whole text, in any case) and what to say about another text. Null where any text is taken. */
  postalCode: z.strictObject({ pattern: z.string(), invalid: z.string() }).nullable(),
});
export type AddressForm = z.infer<typeof AddressForm>;
