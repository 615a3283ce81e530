import { redact, scrubText } from "./redaction.ts";

/** The parts of an error report, or of a breadcrumb, that are redacted. */
interface Report {
  request?: { url?: string | undefined } | undefined;
  sdkProcessingMetadata?: unknown;
}

const withoutQuery = (text: string) => text.split(/[?#]/, 1)[0] ?? "";
const ADDRESS = /\bhttps?:\/\/[^\s"'<>]+/g;
const TEXT_FIELDS = new Set(["url", "from", "to", "transaction"]);

/** URLs anywhere in a report lose their queries, as in spans. */
function bare(value: unknown, key = ""): unknown {
  if (typeof value === "string") {
    return TEXT_FIELDS.has(key) ? withoutQuery(value) : value.replace(ADDRESS, withoutQuery);
  }
  if (Array.isArray(value)) return value.map((item) => bare(item));
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, bare(inner, name)]));
}

/**
 * An error report as it may leave the process: redacted by the same list as logs and spans, without the user, cookies, headers
 * and bodies, and with URLs without queries. Runs in browsers too.
 */
export function redactEvent<T extends object>(event: T & Report): T {
  const { sdkProcessingMetadata, request, ...rest } = event;
  const safe = {
    ...(bare(redact({ ...rest, user: undefined })) as object),
    ...(request?.url ? { request: { url: scrubText(withoutQuery(request.url)) } } : {}),
    // The library's internal data, which it removes before sending.
    ...(sdkProcessingMetadata === undefined ? {} : { sdkProcessingMetadata }),
  };
  return safe as T; // the same report with other texts in it
}

/** A breadcrumb as it may be kept: what was requested and with which result, never what was typed, shown or logged. */
export function redactBreadcrumb<T extends { category?: string }>(crumb: T): T | null {
  if (crumb.category === "console" || crumb.category?.startsWith("ui.")) return null;
  return bare(redact(crumb)) as T; // likewise
}
