import { z } from "zod";

/**
 * Identifiers are UUIDs made by the application (version 7, so that they sort by time and index well).
 * Each kind carries a brand: a product id cannot be passed where an order id is wanted.
 */
export const ProductId = z.uuid().brand<"ProductId">();
export type ProductId = z.infer<typeof ProductId>;

export const VariantId = z.uuid().brand<"VariantId">();
export type VariantId = z.infer<typeof VariantId>;

export const CategoryId = z.uuid().brand<"CategoryId">();
export type CategoryId = z.infer<typeof CategoryId>;

export const CartId = z.uuid().brand<"CartId">();
export type CartId = z.infer<typeof CartId>;

export const UserId = z.uuid().brand<"UserId">();
export type UserId = z.infer<typeof UserId>;

export const SessionId = z.uuid().brand<"SessionId">();
export type SessionId = z.infer<typeof SessionId>;

export const OrderId = z.uuid().brand<"OrderId">();
export type OrderId = z.infer<typeof OrderId>;

export const SagaId = z.uuid().brand<"SagaId">();
export type SagaId = z.infer<typeof SagaId>;

export const PaymentId = z.uuid().brand<"PaymentId">();
export type PaymentId = z.infer<typeof PaymentId>;

/** The id of an outbox row; it is also the id of the job that carries the message. */
export const MessageId = z.uuid().brand<"MessageId">();
export type MessageId = z.infer<typeof MessageId>;

/**
 * What a shopper reads aloud: `CW-` and two groups of four from an alphabet without look-alikes
 * (no 0/O, 1/I/L, U). 40 bits of randomness: one number says nothing about the next.
 */
export const OrderNumber = z
  .string()
  .regex(/^CW-[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$/)
  .brand<"OrderNumber">();
export type OrderNumber = z.infer<typeof OrderNumber>;

/** The alphabet of {@link OrderNumber}: 30 symbols. */
export const ORDER_NUMBER_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
