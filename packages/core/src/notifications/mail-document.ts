import { getTranslations } from "@cartwright/messages/get-translations";
import { DEFAULT_LOCALE, type Locale } from "@cartwright/messages/locales";
import { SHOP_NAME } from "@cartwright/messages/shop-name";

/** The content of a mail; {@link renderHtml} and {@link renderText} render the same content. */
export interface MailDocument {
  readonly subject: string;
  /** What inboxes show after the subject. */
  readonly preview: string;
  /** The heading, where it is not the subject. */
  readonly title?: string;
  readonly blocks: readonly MailBlock[];
}

export type MailBlock =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "note"; readonly text: string }
  | { readonly kind: "button"; readonly label: string; readonly url: string }
  | {
      readonly kind: "rows";
      /** `strong` marks the row that matters, such as the total. */
      readonly rows: readonly { readonly label: string; readonly value: string; readonly strong?: boolean }[];
    }
  | { readonly kind: "section"; readonly heading: string; readonly lines: readonly string[] };

export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Escapes text for content and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (symbol) => ENTITIES[symbol] ?? symbol);
}

/** Web addresses only; any other scheme (script, data) is removed. */
const safeUrl = (url: string) => (/^https?:\/\//.test(url) ? url : "");

const INK = "#1c1b19";
const QUIET = "#6f6a63";
const RULE = "#e4e0d9";
const PAPER = "#faf8f5";
const ACCENT = "#a8452f";
const FONT = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Helvetica,Arial,sans-serif";

function htmlOf(block: MailBlock): string {
  switch (block.kind) {
    case "text":
      return `<p style="margin:0 0 16px;font-size:16px;line-height:26px;color:${INK}">${escapeHtml(block.text)}</p>`;
    case "note":
      return `<p style="margin:0 0 16px;font-size:13px;line-height:20px;color:${QUIET}">${escapeHtml(block.text)}</p>`;
    case "button": {
      const style = `display:inline-block;padding:13px 22px;border-radius:6px;background:${ACCENT};color:#ffffff;font-size:16px;line-height:22px;text-decoration:none`;
      return `<p style="margin:8px 0 24px"><a href="${escapeHtml(safeUrl(block.url))}" style="${style}">${escapeHtml(block.label)}</a></p>`;
    }
    case "rows":
      return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:0 0 24px;border-collapse:collapse">${block.rows
        .map(({ label, value, strong }) => {
          const cell = `padding:9px 0;border-top:1px solid ${RULE};font-size:15px;line-height:22px;color:${INK};font-weight:${strong ? 600 : 400}`;
          return `<tr><td style="${cell}">${escapeHtml(label)}</td><td align="right" style="${cell};padding-left:16px;white-space:nowrap">${escapeHtml(value)}</td></tr>`;
        })
        .join("")}</table>`;
    case "section":
      return `<p style="margin:0 0 4px;font-size:13px;line-height:20px;color:${QUIET}">${escapeHtml(block.heading)}</p><p style="margin:0 0 24px;font-size:15px;line-height:24px;color:${INK}">${block.lines.map(escapeHtml).join("<br>")}</p>`;
  }
}

const headingOf = ({ title, subject }: MailDocument) => title ?? subject;

/** A complete HTML document with inline styles, as mail programs want it. Every value is escaped. */
export function renderHtml(document: MailDocument, locale: Locale = DEFAULT_LOCALE): string {
  const footer = getTranslations("mails", locale)("footer");
  return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(document.subject)}</title></head><body style="margin:0;padding:0;background:${PAPER};${FONT}"><div style="display:none;max-height:0;overflow:hidden">${escapeHtml(document.preview)}</div><table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:40px 20px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;text-align:left"><tr><td><p style="margin:0 0 32px;font-size:15px;line-height:20px;font-weight:600;letter-spacing:-0.01em;color:${INK}">${escapeHtml(SHOP_NAME)}</p><h1 style="margin:0 0 20px;font-size:26px;line-height:34px;font-weight:600;letter-spacing:-0.02em;color:${INK}">${escapeHtml(headingOf(document))}</h1>${document.blocks.map(htmlOf).join("")}<p style="margin:24px 0 0;padding:16px 0 0;border-top:1px solid ${RULE};font-size:13px;line-height:20px;color:${QUIET}">${escapeHtml(footer)}</p></td></tr></table></td></tr></table></body></html>`;
}

function textOf(block: MailBlock): string {
  switch (block.kind) {
    case "text":
    case "note":
      return block.text;
    case "button":
      return `${block.label}:\n${safeUrl(block.url)}`;
    case "rows":
      return block.rows.map(({ label, value }) => `${label}: ${value}`).join("\n");
    case "section":
      return [`${block.heading}:`, ...block.lines].join("\n");
  }
}

/** The same mail as plain text. */
export function renderText(document: MailDocument): string {
  return [headingOf(document), ...document.blocks.map(textOf), SHOP_NAME].join("\n\n") + "\n";
}

/** A subject on one line: a line break would start another header. */
const oneLine = (text: string) => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").slice(0, 200);

/** Renders a document as subject, HTML and plain text. */
export function renderMail(document: MailDocument, locale: Locale = DEFAULT_LOCALE): RenderedMail {
  return { subject: oneLine(document.subject), html: renderHtml(document, locale), text: renderText(document) };
}
