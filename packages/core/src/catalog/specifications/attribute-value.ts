import { z } from "zod";

/** Longer text is a description. */
const LENGTH_MAX = 500;

/** A measure and a list, as metafields write them. */
const Measure = z.object({ value: z.union([z.number(), z.string()]), unit: z.string().max(20) });
const Written = z.union([Measure, z.array(z.string()).max(50)]);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** `dry-clean-only` as "dry clean only"; sizes such as 3-4 stay. */
const fromHandle = (handle: string): string => (/^[\d-]+$/.test(handle) ? handle : handle.replaceAll("-", " "));

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const join = (parts: readonly string[]): string =>
  parts
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .join(", ");

/**
 * The text of an attribute as shoppers read it, or null when it is not for reading: markup, addresses, references, long text and numbers
 * that a spreadsheet has shortened.
 */
export function readAttributeValue(value: string, isHandle: boolean): string | null {
  const text = value.replaceAll(/\s+/g, " ").trim();
  if (/^[[{]/.test(text)) {
    const written = Written.safeParse(parse(text));
    if (!written.success) return null;
    const { data } = written;
    return (Array.isArray(data) ? join(data) : `${data.value} ${data.unit.toLowerCase()}`) || null;
  }
  if (text === "" || text.length > LENGTH_MAX) return null;
  if (/<\/?[a-z]|^(?:https?|gid):\/\/|^\d+\.0$|^\d[.,]?\d*e\+\d+$/i.test(text)) return null;
  const parts = text.split(";");
  const joined = join(isHandle ? parts.map((part) => fromHandle(part.trim())) : parts);
  return joined === "" ? null : isHandle ? capitalised(joined) : joined;
}
