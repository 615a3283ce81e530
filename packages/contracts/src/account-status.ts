import { z } from "zod";

/**
 * Whether an account may log in. A file of its own, for pages: an object schema would try to compile code, which their
 * policy forbids.
 */
export const AccountStatus = z.enum(["active", "disabled"]);
export type AccountStatus = z.infer<typeof AccountStatus>;
