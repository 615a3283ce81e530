/** The addresses that the server's sanitiser keeps: of the web, of mail, and within the shop. */
export function isLinkAddress(href: string): boolean {
  if (/^(https?|mailto):/i.test(href)) return true;
  return !href.startsWith("//") && !/^[^/?#]*:/.test(href);
}

/** Completes what people type: `example.com` and `shop@example.com`. Null when it cannot be a link. */
export function readLinkAddress(typed: string): string | null {
  const text = typed.trim();
  if (text === "" || /\s/.test(text)) return null;
  if (/^(https?:\/\/|mailto:)./i.test(text) || /^\/(?!\/)/.test(text) || /^#./.test(text)) return text;
  if (/^[^@/:]+@[^@/:]+\.[^@/:]+$/.test(text)) return `mailto:${text}`;
  return /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+(:\d+)?([/?#]|$)/u.test(text) ? `https://${text}` : null;
}
