import { z } from "zod";
import { Currency } from "./money.ts";
import { Cursor, IsoTime } from "./paging.ts";
import { SandboxToken } from "./sandbox-provider.ts";

/** The public settings that the browser needs. */
export const ShopConfig = z.strictObject({
  /** The origin of Socket.IO. Empty for the shop's own. */
  realtimeUrl: z.string(),
  currency: Currency,
  /** BCP 47 language of prices and texts. */
  locale: z.string(),
  /** True for a demo shop: sandbox payments, demo accounts, a mailbox page. */
  embedded: z.boolean(),
  paymentProviders: z.array(z.enum(["sandbox", "stripe"])),
  /** The test cards that the checkout offers. Null where payments are real. */
  sandboxTokens: z.array(z.strictObject({ token: SandboxToken, label: z.string() })).nullable(),
});
export type ShopConfig = z.infer<typeof ShopConfig>;

export const MailState = z.enum(["queued", "sent", "failed"]);

/** A mail as the mailbox page lists it. */
export const MailSummary = z.strictObject({
  id: z.uuid(),
  template: z.string(),
  recipient: z.string(),
  subject: z.string(),
  state: MailState,
  createdAt: IsoTime,
  sentAt: IsoTime.nullable(),
});
export type MailSummary = z.infer<typeof MailSummary>;

export const MailPage = z.strictObject({ items: z.array(MailSummary), nextCursor: Cursor.nullable() });

/** One mail with its content. `html` is a complete document of our own: show it in a sandboxed frame. */
export const Mail = MailSummary.extend({ html: z.string(), text: z.string() });
export type Mail = z.infer<typeof Mail>;
