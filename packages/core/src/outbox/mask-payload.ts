import { REDACTED, redact } from "@cartwright/observability/redaction";

/** What is kept of a payload, in bytes of JSON. */
export const PAYLOAD_BYTES_MAX = 65_536;

/** 13 to 19 digits, perhaps in groups. */
const CARD_NUMBER = /(?<![\d-])\d(?:[ -]?\d){12,18}(?![\d-])/g;

/** The check digit of card numbers. It tells them from other long numbers. */
function isCardNumber(text: string): boolean {
  const digits = Array.from(text.replaceAll(/\D/g, ""), Number).toReversed();
  const sum = digits.reduce((total, digit, index) => {
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

/** Postgres stores neither null characters nor halves of characters. */
const maskText = (text: string) =>
  text
    .toWellFormed()
    .replaceAll("\u0000", "\uFFFD")
    .replace(CARD_NUMBER, (found) => (isCardNumber(found) ? REDACTED : found));

function maskTexts(value: unknown): unknown {
  if (typeof value === "string") return maskText(value);
  if (Array.isArray(value)) return value.map(maskTexts);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [maskText(key), maskTexts(inner)]));
}

/**
 * A payload as a dead letter may keep it: without card numbers, addresses and tokens. Of one that is larger than
 * {@link PAYLOAD_BYTES_MAX} the beginning is kept, with its size in bytes.
 */
export function maskPayload(payload: unknown): unknown {
  const bytes = Buffer.byteLength(JSON.stringify(payload) ?? "");
  const masked = maskTexts(redact(payload)) ?? null;
  if (bytes <= PAYLOAD_BYTES_MAX) return masked;
  const beginning = Buffer.from(JSON.stringify(masked)).subarray(0, PAYLOAD_BYTES_MAX).toString("utf8");
  return { bytes, beginning };
}
