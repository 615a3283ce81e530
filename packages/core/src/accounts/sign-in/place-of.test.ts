import { CountryCode } from "@cartwright/contracts/place";
import { expect, test } from "vitest";
import { type LocateAddress, placeOf } from "./place-of.ts";
import { placeText } from "./place-text.ts";

/** A list that claims to know every address. */
const claimsAll: LocateAddress = () => CountryCode.parse("NZ");

test.each([
  ["127.0.0.1", "This computer"],
  ["127.255.255.254", "This computer"],
  ["::1", "This computer"],
  ["0:0:0:0:0:0:0:1", "This computer"],
  ["::ffff:127.0.0.1", "This computer"],
  ["::ffff:7f00:1", "This computer"],
  ["10.0.0.1", "Local network"],
  ["10.255.255.255", "Local network"],
  ["11.0.0.0", "New Zealand"],
  ["172.15.255.255", "New Zealand"],
  ["172.16.0.0", "Local network"],
  ["172.31.255.255", "Local network"],
  ["172.32.0.0", "New Zealand"],
  ["192.168.1.7", "Local network"],
  ["192.169.0.0", "New Zealand"],
  ["169.254.10.1", "Local network"],
  ["::ffff:192.168.1.7", "Local network"],
  ["::FFFF:C0A8:0107", "Local network"],
  ["fd12:3456::1", "Local network"],
  ["fe80::1", "Local network"],
  ["fe80::1%eth0", "Local network"],
  ["fec0::1", "New Zealand"],
  ["", "Unknown place"],
  ["unknown", "Unknown place"],
  ["1.2.3", "Unknown place"],
  ["192.168.1.7, 10.0.0.1", "Unknown place"],
])("%j is called %s", (address, words) => {
  expect(placeText(placeOf(address, claimsAll))).toBe(words);
});

test.each([
  ["100.64.0.1", "100.64.0.1"],
  ["::ffff:1.2.3.4", "1.2.3.4"],
  ["2001:0DB8:0:0::1", "2001:db8::1"],
])("looks %s up as %s, and calls an address that no list knows unknown", (address, asked) => {
  const seen: string[] = [];
  const place = placeOf(address, (text) => {
    seen.push(text);
    return null;
  });
  expect(seen).toEqual([asked]);
  expect(place).toEqual({ kind: "unknown" });
});

test.each(["ZZ", "EU", "AP", "XX", "de", "DEU", ""])("refuses %j as a country", (code) => {
  expect(CountryCode.safeParse(code).success).toBe(false);
});
