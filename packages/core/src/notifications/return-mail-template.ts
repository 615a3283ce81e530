import { getTranslations } from "@cartwright/messages/get-translations";
import { DEFAULT_LOCALE, type Locale } from "@cartwright/messages/locales";
import type { MailOrder } from "../orders/read-for-mail.ts";
import type { MailReturn } from "../orders/read-return-for-mail.ts";
import type { MailBlock, MailDocument } from "./mail-document.ts";

export type ReturnMailKind = "approved" | "declined" | "received";

const LINES_MAX = 100;

/** Sent when a return is approved, declined or received: of which items, and what staff wrote. */
export function orderReturnMail(
  { order, request, kind }: { readonly order: MailOrder; readonly request: MailReturn; readonly kind: ReturnMailKind },
  link: string,
  locale: Locale = DEFAULT_LOCALE,
): MailDocument {
  const t = getTranslations("mails", locale);
  const items = request.lines
    .map(({ title, quantity, received }) => ({ title, quantity: kind === "received" ? received : quantity }))
    .filter(({ quantity }) => quantity > 0)
    .slice(0, LINES_MAX)
    .map(({ title, quantity }) => t("order.line", { quantity, title }));
  const note: MailBlock[] =
    request.note === "" || kind === "received"
      ? []
      : [{ kind: "section", heading: t("return.note"), lines: [request.note] }];
  return {
    subject: t(`return.${kind}Subject`, { number: order.number }),
    preview: t(`return.${kind}Title`),
    title: t(`return.${kind}Title`),
    blocks: [
      { kind: "text", text: t(`return.${kind}Text`, { number: order.number }) },
      ...note,
      { kind: "section", heading: t("return.items"), lines: items },
      { kind: "button", label: t("viewOrder"), url: link },
    ],
  };
}
