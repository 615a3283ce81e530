import { z } from "zod";

/** Whether an account may log in. By itself, for pages: a schema of an object would try to make code, which their policy forbids. */
export const AccountStatus = z.enum(["active", "disabled"]);
export type AccountStatus = z.infer<typeof AccountStatus>;
