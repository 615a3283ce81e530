import sanitizeHtml from "sanitize-html";

const TAGS = "p br ul ol li strong em b i u h2 h3 h4 blockquote a hr table thead tbody tr th td sup sub".split(" ");

/** Badly nested markup settles after a few rounds of parsing and serialising. */
const ROUNDS_MAX = 10;

/**
 * Sanitises a description so that it can be shown as it is: structure and emphasis stay, everything else is removed.
 * Sanitised markup passes unchanged, so that an export can be imported again; markup that does not settle becomes plain
 * text.
 */
export function toSafeHtml(html: string): string {
  let text = html;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const next = sanitizeOnce(text);
    if (next === text) return text;
    text = next;
  }
  return sanitizeHtml(text, { allowedTags: [], allowedAttributes: {} }).trim();
}

function sanitizeOnce(html: string): string {
  return sanitizeHtml(html, {
    allowedTags: TAGS,
    allowedAttributes: { a: ["href", "rel"], th: ["colspan", "rowspan"], td: ["colspan", "rowspan"] },
    allowedSchemes: ["https", "http", "mailto"],
    allowProtocolRelative: false,
    transformTags: {
      h1: "h2",
      div: "p",
      a: sanitizeHtml.simpleTransform("a", { rel: "nofollow noopener" }),
    },
    nonTextTags: ["style", "script", "textarea", "option", "noscript", "template", "title"],
    nestingLimit: 20,
  }).trim();
}
