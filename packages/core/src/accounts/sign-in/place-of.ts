import { BlockList, isIPv4, SocketAddress } from "node:net";
import type { CountryCode, Place } from "@cartwright/contracts/place";

/**
 * The country of a public address, or null when the list does not know it. Takes IPv4 and IPv6 as {@link placeOf} writes
 * them, and never throws: without a list every place is unknown.
 */
export type LocateAddress = (address: string) => CountryCode | null;

function networks(...list: readonly (readonly [address: string, prefix: number])[]): BlockList {
  const block = new BlockList();
  for (const [address, prefix] of list) block.addSubnet(address, prefix, isIPv4(address) ? "ipv4" : "ipv6");
  return block;
}

const LOOPBACK = networks(["127.0.0.0", 8], ["::1", 128]);
/** Private and link-local networks. Not the carrier-grade range (100.64.0.0/10): those addresses are not local. */
const PRIVATE = networks(
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["169.254.0.0", 16],
  ["fc00::", 7],
  ["fe80::", 10],
);

/** An address in its canonical form; IPv4-mapped IPv6 becomes plain IPv4. Null for anything that is not an address. */
function canonical(text: string): { readonly address: string; readonly family: "ipv4" | "ipv6" } | null {
  if (isIPv4(text)) return { address: text, family: "ipv4" };
  try {
    const { address } = new SocketAddress({ address: text, family: "ipv6" });
    const mapped = /^::ffff:([\d.]+)$/.exec(address)?.[1];
    return mapped === undefined ? { address, family: "ipv6" } : { address: mapped, family: "ipv4" };
  } catch {
    return null; // Not an address, for example the empty one of a session whose personal data was removed.
  }
}

/** The place of an address. Private addresses are never looked up: no list can know them, and some claim to. */
export function placeOf(text: string, locate: LocateAddress): Place {
  const parsed = canonical(text);
  if (parsed === null) return { kind: "unknown" };
  const { address, family } = parsed;
  if (LOOPBACK.check(address, family)) return { kind: "this_computer" };
  if (PRIVATE.check(address, family)) return { kind: "local_network" };
  const country = locate(address);
  return country === null ? { kind: "unknown" } : { kind: "country", country };
}
