import { z } from "zod";

/** An opaque position in a list; made by the server, handed back as it was. */
export const Cursor = z
  .string()
  .min(1)
  .max(400)
  .regex(/^[A-Za-z0-9_-]+$/);

export const PageRequest = z.strictObject({ cursor: Cursor.optional(), limit: z.int().min(1).max(100).default(24) });
export type PageRequest = z.infer<typeof PageRequest>;

/** Times in answers: ISO 8601, UTC. */
export const IsoTime = z.iso.datetime();
