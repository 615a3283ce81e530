const ENTITIES: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&nbsp;": " ",
};

/** The text of sanitised HTML on one line, truncated at a word boundary to `max` characters. */
export function toPlainText(html: string, max: number): string {
  const text = html
    .replace(/<[^>]*>/g, " ")
    .replace(/&(?:amp|lt|gt|quot|#39|nbsp);/g, (entity) => ENTITIES[entity] ?? " ");
  return truncate(onOneLine(text).replace(/ ([.,;:!?])/g, "$1"), max);
}

const onOneLine = (text: string) => text.replace(/\s+/g, " ").trim();

/** At most `max` characters, of which the last is an ellipsis if there were more. */
function truncate(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, max - 1);
  const end = cut.lastIndexOf(" ");
  return `${cut.slice(0, end > max / 2 ? end : cut.length)}…`;
}

const SUMMARY_MAX = 200;
/** Of what staff wrote for search engines, which cut it themselves. It is plain text: "<" is a character of it. */
const SEO_SUMMARY_MAX = 320;

/** What search engines and previews show below the title of a product: what staff wrote for it, or the beginning of the description. */
export function summaryOf(product: { readonly seoDescription: string | null; readonly description: string }): string {
  const { seoDescription, description } = product;
  return seoDescription ? truncate(onOneLine(seoDescription), SEO_SUMMARY_MAX) : toPlainText(description, SUMMARY_MAX);
}
