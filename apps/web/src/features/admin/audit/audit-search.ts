import { startOfDate } from "@cartwright/contracts/time-zone";
import { listAddress, readText } from "../shell/list-search.ts";

/** The filters of the audit log, as the URL holds them: `?who=kim@example.com&action=role.changed&from=2026-11-01`. */
export interface AuditSearch {
  /** An email address, or an account's id. */
  readonly who: string;
  readonly action: string;
  readonly area: string;
  /** An order's number, an id, or an email address. */
  readonly target: string;
  /** Days of the shop as `2026-11-01`, both inside; empty for no bound. */
  readonly from: string;
  readonly to: string;
}

const FIELDS = { who: 254, action: 100, area: 100, target: 254 } as const;
const DAY_MS = 86_400_000;

export const NO_FILTERS: AuditSearch = { who: "", action: "", area: "", target: "", from: "", to: "" };

/** A day of this millennium, or an empty string. Someone who types 2026 passes through the year 2. */
function readDay(text: string | null): string {
  if (text === null || !/^2\d{3}-\d{2}-\d{2}$/.test(text)) return "";
  const time = Date.parse(`${text}T00:00:00Z`);
  // Some engines read 2026-02-31 as a day in March; only a day that round-trips is valid.
  return Number.isNaN(time) || !new Date(time).toISOString().startsWith(text) ? "" : text;
}

const dayAfter = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);

/** Reads the URL. Invalid values are ignored, because people type URLs too. */
export function readAuditSearch(params: URLSearchParams): AuditSearch {
  const text = (name: keyof typeof FIELDS) => readText(params, name, FIELDS[name]);
  return {
    who: text("who"),
    action: text("action"),
    area: text("area"),
    target: text("target"),
    from: readDay(params.get("from")),
    to: readDay(params.get("to")),
  };
}

/** The URL of a filtered log. */
export function auditSearchPath(search: AuditSearch): string {
  return listAddress("/admin/audit", Object.entries(search));
}

/** The same as an input of `admin.audit.list`. */
export function toAuditInput({ who, action, area, target, from, to }: AuditSearch, timeZone: string) {
  const [actor, subject] = [who.trim(), target.trim()];
  const [first, last] = [readDay(from), readDay(to)];
  return {
    ...(actor === "" ? {} : { actor }),
    ...(action === "" ? {} : { action }),
    ...(area === "" ? {} : { subjectKind: area }),
    ...(subject === "" ? {} : { subject }),
    ...(first === "" ? {} : { from: new Date(startOfDate(first, timeZone)).toISOString() }),
    ...(last === "" ? {} : { to: new Date(startOfDate(dayAfter(last), timeZone)).toISOString() }),
  };
}
