import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { createAddressReader } from "./client-address.ts";

/** The parts of a request from which the client's address is read. */
const request = (peer: string, forwarded?: string) =>
  ({ socket: { remoteAddress: peer }, headers: { "x-forwarded-for": forwarded } }) as unknown as IncomingMessage; // the reader looks at nothing else

describe("the client's address", () => {
  it.each([
    ["no proxy is trusted: the peer, whatever it claims", [], "203.0.113.9", "10.1.1.1", "203.0.113.9"],
    ["an untrusted peer's header is its own invention", ["10.0.0.0/8"], "203.0.113.9", "198.51.100.1", "203.0.113.9"],
    ["one proxy: what it saw", ["10.0.0.0/8"], "10.0.0.1", "203.0.113.9", "203.0.113.9"],
    ["a client cannot put an address in front", ["10.0.0.0/8"], "10.0.0.1", "1.2.3.4, 203.0.113.9", "203.0.113.9"],
    ["two proxies: the one outside of them", ["10.0.0.0/8"], "10.0.0.1", "203.0.113.9, 10.0.0.2", "203.0.113.9"],
    ["nonsense ends the chain", ["10.0.0.0/8"], "10.0.0.1", "203.0.113.9, what", "10.0.0.1"],
    ["IPv4 in IPv6 clothing is IPv4", ["10.0.0.0/8"], "::ffff:10.0.0.1", "203.0.113.9", "203.0.113.9"],
    ["IPv6 networks", ["2001:db8::/32"], "2001:db8::1", "2001:db9::7", "2001:db9::7"],
  ])("%s", (...[, trusted, peer, forwarded, expected]) => {
    expect(createAddressReader(trusted)(request(peer, forwarded))).toBe(expected);
  });
});
