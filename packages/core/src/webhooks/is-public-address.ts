import ipaddr from "ipaddr.js";

/** The whole of what the registry of IPv6 has given out. What is outside of it is reserved. */
const GLOBAL_IPV6 = ipaddr.parseCIDR("2000::/3");

/**
 * Whether an address is one on the public internet: not loopback, private, link-local, shared (CGNAT), multicast, reserved, or an
 * IPv6 address that stands for an IPv4 address (mapped, NAT64, 6to4, Teredo), which would lead around the check.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== "unicast") return false;
  return address.kind() === "ipv4" || address.match(GLOBAL_IPV6);
}
