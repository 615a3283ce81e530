import type { Attributes, AttributeValue } from "@opentelemetry/api";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import { isSecretKey, REDACTED, scrubText } from "./redaction.ts";

const TEXT_MAX = 4_000;
/** Attributes that contain a URL, or a name that a framework derived from one. */
const HOLDS_URL = /url|target|path|route|next\./;

/** A URL without its query: queries contain search terms, and secrets of mailed links. */
const withoutQuery = (text: string) => text.split(/[?#]/, 1)[0] ?? "";

/** The path of a URL or of a span's name. A port belongs to the host. */
const PATH = /(?<![:/])\/(?!\/).*$/s;

/** A URL or a name without the digits of its path: what someone sends as a path may be a number of a card or a telephone. */
const withoutDigits = (text: string) => withoutQuery(text).replace(PATH, (path) => path.replaceAll(/\p{Nd}/gu, "#"));

function redactValue(key: string, value: AttributeValue): AttributeValue {
  if (typeof value === "string") {
    return scrubText((HOLDS_URL.test(key) ? withoutDigits(value) : value).slice(0, TEXT_MAX));
  }
  // Lists have elements of one type; only texts can be personal.
  return Array.isArray(value)
    ? (value.map((item) => (typeof item === "string" ? scrubText(item) : item)) as AttributeValue)
    : value;
}

function redactAttributes(attributes: Attributes): Attributes {
  const safe: Attributes = {};
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || key.endsWith("url.query")) continue;
    // In `http.user_agent` or `client.address`, the last part names the value.
    safe[key] = isSecretKey(key.slice(key.lastIndexOf(".") + 1)) ? REDACTED : redactValue(key, value);
  }
  return safe;
}

/**
 * A span as it may leave the process: its name, attributes, events, links and status, redacted, and URLs without queries and
 * without the digits of their paths. It is
 * applied to every span just before it is sent, since frameworks open spans too.
 */
export function redactSpan(span: ReadableSpan): ReadableSpan {
  const own = (value: unknown): PropertyDescriptor => ({ value, enumerable: true });
  const safe: unknown = Object.create(span, {
    name: own(scrubText(withoutDigits(span.name))),
    attributes: own(redactAttributes(span.attributes)),
    events: own(span.events.map((event) => ({ ...event, attributes: redactAttributes(event.attributes ?? {}) }))),
    links: own(span.links.map((link) => ({ ...link, attributes: redactAttributes(link.attributes ?? {}) }))),
    status: own({ ...span.status, ...(span.status.message ? { message: scrubText(span.status.message) } : {}) }),
  });
  return safe as ReadableSpan; // the span itself, seen through five properties of the same types
}
