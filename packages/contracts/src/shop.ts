import { z } from "zod";
import { Currency } from "./money.ts";
import { Cursor, IsoTime } from "./paging.ts";
import { SandboxToken } from "./sandbox-provider.ts";

/** What the browser's islands need to know of this installation. */
export const ShopConfig = z.strictObject({
  /** Where Socket.IO is reached; an origin, or empty for the shop's own. */
  realtimeUrl: z.string(),
  currency: Currency,
  /** BCP 47 language of prices and texts. */
  locale: z.string(),
  /** True where the shop runs for a look: play money, demo accounts, a mailbox page. */
  embedded: z.boolean(),
  paymentProviders: z.array(z.enum(["sandbox", "stripe"])),
  /** The play cards that the checkout offers; null where money is real. */
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

/** One mail, whole. `html` is a complete document of our own making: show it in a sandboxed frame. */
export const Mail = MailSummary.extend({ html: z.string(), text: z.string() });
export type Mail = z.infer<typeof Mail>;
