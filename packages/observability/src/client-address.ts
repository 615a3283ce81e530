import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";

const HOPS_MAX = 20;

/** `::ffff:192.0.2.1` is 192.0.2.1, which is how a dual-stack socket names an IPv4 peer. */
const plain = (address: string) => (address.startsWith("::ffff:") ? address.slice(7) : address);

/**
 * Reads a request's client address. X-Forwarded-For is trusted only from a peer in `trustedProxies` (addresses or CIDR
 * networks). It is then read from the right: the client is the nearest address that is not itself a trusted proxy. Everything
 * to the left of it was written by the client.
 */
export function createAddressReader(trustedProxies: readonly string[]): (request: IncomingMessage) => string {
  const trusted = new BlockList();
  for (const entry of trustedProxies) {
    const [network = "", bits] = entry.split("/");
    const family = isIP(network) === 6 ? "ipv6" : "ipv4";
    if (bits === undefined) trusted.addAddress(network, family);
    else trusted.addSubnet(network, Number(bits), family);
  }
  const isTrusted = (address: string) => trusted.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");

  return (request) => {
    let address = plain(request.socket.remoteAddress ?? "");
    const forwarded = request.headers["x-forwarded-for"];
    if (typeof forwarded !== "string" || trustedProxies.length === 0) return address;
    const hops = forwarded.split(",").slice(-HOPS_MAX).toReversed();
    for (const hop of hops) {
      if (!isTrusted(address)) return address;
      const named = plain(hop.trim());
      if (isIP(named) === 0) return address;
      address = named;
    }
    return address;
  };
}
