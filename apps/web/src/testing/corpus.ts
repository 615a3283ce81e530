/** A hostile value. `json` is its JSON text: not every value can be written as a JavaScript value. */
export interface Hostile {
  readonly what: string;
  readonly json: string;
  /** It exceeds a limit of the whole request, so it cannot share one. */
  readonly alone?: boolean;
}

const texts = (what: string, values: readonly string[]): Hostile[] =>
  values.map((value) => ({ what: `${what} ${value.slice(0, 30)}`, json: JSON.stringify(value) }));
const written = (what: string, values: readonly string[]): Hostile[] =>
  values.map((json) => ({ what: `${what} ${json.slice(0, 30)}`, json }));

/** Texts that databases, pages, templates, shells, file systems and mail programs have been seen to fail on. */
export const HOSTILE_TEXTS: readonly string[] = [
  "' or '1'='1",
  "'; drop table orders.orders; --",
  "1) union select password_hash from accounts.users --",
  "'||pg_sleep(10)||'",
  "\\'; select 1 --",
  "%",
  "$1 %s %n {0}",
  "<script>alert(1)</script>",
  `"><img src=x onerror=alert(1)>`,
  "</script><svg/onload=alert(1)>",
  "javascript:alert(1)",
  "{{7*7}}${7*7}<%= 7*7 %>#{7*7}",
  "../../../../etc/passwd",
  "http://169.254.169.254/latest/meta-data",
  "=HYPERLINK(1)",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "NaN",
  "-Infinity",
  "1e309",
  "$(reboot)`reboot`",
  "e\u0301\u0301\u0301\u0301 \u202eright to left\u202c",
  "👩‍👩‍👧‍👦 𝕏 Ω≈ç",
  "\ufeff\u200b\u200d x",
  "\uffff\ufffe x",
];

/** Texts that some layer cannot hold: bytes that Postgres refuses, line breaks that end headers. */
export const BROKEN_TEXTS: readonly string[] = [
  "a\u0000b",
  "\u0000",
  "a\ud800b",
  "\udc00 tail",
  "line\r\nSet-Cookie: mine=1\r\n\r\nbody",
  "a\u0007\u001b[31mb\u007f",
];

const LONG = "x".repeat(5_000);
const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;

export const CORPUS: readonly Hostile[] = [
  ...texts("text", HOSTILE_TEXTS),
  ...texts("broken text", BROKEN_TEXTS),
  ...texts("empty text", ["", "   ", "\t\n"]),
  { what: "long text", json: JSON.stringify(LONG) },
  { what: "very long text", json: JSON.stringify(LONG.repeat(12)), alone: true },
  { what: "text beyond every limit", json: JSON.stringify(LONG.repeat(14)), alone: true },
  ...written("number", ["-1", "0", "-0", "0.1", "1e309", "-1e309", "1e21", "9007199254740993", "2147483648", "1e-320"]),
  ...written("wrong type", ["null", "true", "[]", "{}", "[[]]", '["a","a"]', '{"toString":1}']),
  ...written("prototype", ['{"__proto__":{"role":"admin"}}', '{"constructor":{"prototype":{"role":"admin"}}}']),
  { what: "many values", json: JSON.stringify(Array.from({ length: 600 }, (_, index) => `v${index}`)) },
  {
    what: "many keys",
    json: JSON.stringify(Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`k${at}`, 1]))),
  },
  { what: "nine levels", json: nested(9), alone: true },
  { what: "levels beyond every limit", json: nested(2_000), alone: true },
];

/** Fields that tables have and inputs do not. */
export const FOREIGN_FIELDS: Readonly<Record<string, unknown>> = {
  role: "admin",
  userId: "01890000-0000-7000-8000-000000000000",
  isAdmin: true,
  emailVerified: true,
  priceMinor: 1,
  unitPriceMinor: 1,
  totalMinor: 0,
  status: "confirmed",
  createdAt: "2020-01-01T00:00:00Z",
  constructor: { prototype: { role: "admin" } },
};
