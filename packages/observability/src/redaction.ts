/**
 * What never leaves the process in a log line, a trace, an error report or the saga inspector. One list, used everywhere.
 *
 * It works in two ways: by keys, at any depth, and by shapes inside free text (an error message that quotes an email address,
 * a URL that contains a password).
 */
export const REDACTED = "[redacted]";

/**
 * Keys are compared without case, `-` and `_`. A postal address is hidden as a whole, so its `name` and `city` need no entry.
 */
const SECRET_KEYS: ReadonlySet<string> = new Set([
  // secrets
  "password",
  "passwordhash",
  "current",
  "newpassword",
  "passphrase",
  "secret",
  "totpsecret",
  "totppendingsecret",
  "recoverycodes",
  "onetimecode",
  "token",
  "accesstoken",
  "refreshtoken",
  "csrftoken",
  "xcsrftoken",
  "tokenhash",
  "guesthash",
  "idempotencykey",
  "authorization",
  "proxyauthorization",
  "cookie",
  "cookies",
  "setcookie",
  "apikey",
  "signature",
  "connectionstring",
  "databaseurl",
  "redisurl",
  "smtpurl",
  // people
  "email",
  "newemail",
  "mailto",
  "recipient",
  "firstname",
  "lastname",
  "fullname",
  "customername",
  "displayname",
  "phone",
  "address",
  "addresses",
  "shippingaddress",
  "billingaddress",
  "remoteaddress",
  "ip",
  "xforwardedfor",
  "line1",
  "line2",
  "city",
  "postalcode",
  "useragent",
]);

const DEPTH_MAX = 8;
const ENTRIES_MAX = 200;
const TEXT_MAX = 8_000;

/** Whether a value under this key is hidden. */
export function isSecretKey(key: string): boolean {
  return SECRET_KEYS.has(key.replaceAll(/[-_]/g, "").toLowerCase());
}

// The last label of a host name is letters, so `name@1.2.3` in a module path does not match. No pattern can match a quote or a
// backslash, so a scrubbed line of JSON is still JSON.
const EMAIL = /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,7}\.[A-Za-z]{2,24}\b/g;
const JWT = /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?/g;
const BEARER = /\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi;
const URL_PASSWORD = /(:\/\/[^\s/:@"\\]{0,100}):[^\s/@"\\]{1,200}@/g;
const COOKIE_VALUE = /((?:__Host-)?cartwright-[a-z]+=)[^;\s"\\]+/g;

/** Removes email addresses, tokens, cookies and passwords in URLs from a text. */
export function scrubText(text: string): string {
  return text
    .replace(URL_PASSWORD, `$1:${REDACTED}@`)
    .replace(EMAIL, REDACTED)
    .replace(JWT, REDACTED)
    .replace(BEARER, `$1 ${REDACTED}`)
    .replace(COOKIE_VALUE, `$1${REDACTED}`);
}

/**
 * A deep copy that is safe to show: values under secret keys replaced, texts scrubbed, and everything limited (depth 8, 200
 * entries a level, 8,000 characters a text). Errors keep name, message, stack, code, reason and cause.
 */
export function redact(value: unknown): unknown {
  return redactAt(value, DEPTH_MAX);
}

function redactAt(value: unknown, depthLeft: number): unknown {
  if (typeof value === "string") return scrubText(value.length > TEXT_MAX ? `${value.slice(0, TEXT_MAX)}…` : value);
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null) return typeof value === "function" ? undefined : value;
  if (value instanceof Date) return value;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return "[bytes]";
  if (depthLeft === 0) return "[deep]";
  if (value instanceof Error) return redactError(value, depthLeft);
  if (Array.isArray(value)) return value.slice(0, ENTRIES_MAX).map((item) => redactAt(item, depthLeft - 1));
  if (value instanceof Map) return redactEntries([...value.entries()], depthLeft);
  if (value instanceof Set) return redactAt([...value.values()], depthLeft);
  return redactEntries(Object.entries(value), depthLeft);
}

function redactEntries(entries: readonly (readonly [unknown, unknown])[], depthLeft: number): Record<string, unknown> {
  const safe: Record<string, unknown> = {};
  for (const [key, value] of entries.slice(0, ENTRIES_MAX)) {
    const name = String(key);
    if (name === "__proto__") continue;
    safe[name] = isSecretKey(name) && value !== null && value !== undefined ? REDACTED : redactAt(value, depthLeft - 1);
  }
  return safe;
}

/** Properties that drivers add to their errors and that help to understand one. */
const ERROR_FIELDS = ["code", "reason", "constraint", "table", "schema", "severity", "routine", "syscall", "port"];

function redactError(error: Error, depthLeft: number): Record<string, unknown> {
  const safe: Record<string, unknown> = { type: error.name, message: scrubText(error.message) };
  for (const field of ERROR_FIELDS) {
    const value: unknown = Reflect.get(error, field);
    if (typeof value === "string" || typeof value === "number") safe[field] = value;
  }
  if (error.stack) safe["stack"] = scrubText(error.stack.slice(0, TEXT_MAX));
  if (error.cause !== undefined) safe["cause"] = redactAt(error.cause, depthLeft - 1);
  if (error instanceof AggregateError) safe["errors"] = redactAt(error.errors, depthLeft - 1);
  return safe;
}
