import { z } from "zod";

/** An opaque position in a list. The server creates it, and the client sends it back unchanged. */
export const Cursor = z
  .string()
  .min(1)
  .max(400)
  .regex(/^[A-Za-z0-9_-]+$/);

export const PageRequest = z.strictObject({ cursor: Cursor.optional(), limit: z.int().min(1).max(100).default(24) });
export type PageRequest = z.infer<typeof PageRequest>;

/** Times in responses: ISO 8601, UTC. */
export const IsoTime = z.iso.datetime();
