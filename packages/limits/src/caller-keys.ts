import { isIPv4, isIPv6 } from "node:net";
import type { Actor } from "@cartwright/core/kernel/actor";
import type { LimitName } from "@cartwright/api/context";
import type { Rate } from "@cartwright/contracts/durations";
import type { LimitRule } from "./limit-table.ts";

/** One counter that a call is added to. */
export interface Budget {
  readonly key: string;
  readonly rate: Rate;
}

/** The eight groups of an IPv6 address, written out. */
function expand(address: string): string[] {
  const [head = "", tail] = address.split("%", 1)[0]?.split("::") ?? [];
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const gap = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array.from({ length: gap }, () => "0"), ...right].map((group) => group.replace(/^0+(?=.)/, ""));
}

/** An IPv6 client owns a whole /64, so the /64 is counted. */
export function addressKey(address: string): string {
  if (!isIPv6(address)) return address || "unknown";
  return `${expand(address.toLowerCase()).slice(0, 4).join(":")}::/64`;
}

/** The network of an address: the /24 of IPv4, the /64 of IPv6. */
export function rangeKey(address: string): string {
  if (!isIPv4(address)) return addressKey(address);
  return `${address.split(".").slice(0, 3).join(".")}.0/24`;
}

/** The counters of one call, the caller's own first. */
export function budgetsOf(
  limit: LimitName,
  rule: LimitRule,
  caller: { readonly address: string; readonly actor: Actor; readonly subject?: string },
): Budget[] {
  const { actor } = caller;
  const ofSubject = caller.subject === undefined ? [] : [{ key: `${limit}:s:${caller.subject}`, rate: rule.perCaller }];
  if (rule.caller === "subject") return ofSubject;
  if (rule.caller === "subject_in_range")
    return ofSubject.map(({ key, rate }) => ({ key: `${key}:${rangeKey(caller.address)}`, rate }));
  if (rule.caller === "range") return [{ key: `${limit}:r:${rangeKey(caller.address)}`, rate: rule.perCaller }];
  const address = `${limit}:a:${addressKey(caller.address)}`;
  const person =
    actor.kind === "user"
      ? `${limit}:u:${actor.userId}`
      : actor.kind === "guest" && actor.guestHash !== null && rule.caller === "anyone"
        ? `${limit}:g:${actor.guestHash.toString("base64url")}`
        : null;
  const budgets: Budget[] = [];
  if (person !== null) budgets.push({ key: person, rate: rule.perCaller });
  if (person === null || rule.caller === "address") budgets.push({ key: address, rate: rule.perCaller });
  if (person !== null && rule.perAddress !== null) budgets.push({ key: `${address}:all`, rate: rule.perAddress });
  return [...budgets, ...ofSubject];
}
