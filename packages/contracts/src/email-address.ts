/** Characters that the URL parser would not read as part of a host. */
const NO_HOST = /[\s/:?#@[\]\\%<>^|"]/u;

/** A domain in the ASCII form in which mail servers know it; null for what is none. Runs in browsers too. */
export function asciiDomain(domain: string): string | null {
  if (domain === "" || NO_HOST.test(domain)) return null;
  const url = `http://${domain}`;
  return URL.canParse(url) ? new URL(url).hostname : null;
}

/**
 * The one form in which an email address is stored and compared: lower case, the domain in ASCII (`bücher.example` is
 * `xn--bcher-kva.example`), the part before the `@` in Unicode's form NFC. A text that is no address is returned as it is,
 * trimmed and in lower case.
 */
export function canonicalEmail(text: string): string {
  const address = text.trim().normalize("NFC").toLowerCase();
  const at = address.lastIndexOf("@");
  const domain = at < 0 ? null : asciiDomain(address.slice(at + 1));
  return domain === null ? address : `${address.slice(0, at)}@${domain}`;
}

/**
 * An address in canonical form. Before the `@`, letters and digits of any script; no dot at either end, and no two in a row.
 */
export const CANONICAL_EMAIL =
  /^(?!\.)(?!.*\.\.)[\p{L}\p{M}\p{N}_'+.-]*[\p{L}\p{M}\p{N}_+-]@(?:[a-z0-9][a-z0-9-]*\.)+(?:[a-z]{2,}|xn--[a-z0-9-]+)$/u;
