import { z } from "zod";

/** Names a line within its order. */
export const OrderLineId = z.string().regex(/^[1-9]\d{0,3}$/);
