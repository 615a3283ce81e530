import { z } from "zod";
import { AdminOrder } from "./admin.ts";
import { Address, Email } from "./checkout.ts";
import { OrderNumber } from "./ids.ts";
import { RowVersion } from "./row-version.ts";

/**
 * Where an order goes and who hears of it, as staff want it. `version` is that of the order they saw (`contactVersion`). What is
 * absent stays.
 */
export const AdminChangeContact = z
  .strictObject({
    number: OrderNumber,
    version: RowVersion,
    email: Email.optional(),
    shippingAddress: Address.optional(),
  })
  .refine(({ email, shippingAddress }) => email !== undefined || shippingAddress !== undefined, { path: ["email"] });
export type AdminChangeContact = z.infer<typeof AdminChangeContact>;

export const ChangedContact = z.strictObject({ order: AdminOrder });
