import { SHOP_NAME } from "@cartwright/messages/shop-name";
import fc from "fast-check";
import { expect, test } from "vitest";
import { drawQr } from "./draw-qr.ts";
import { hashRecoveryCode, newRecoveryCodes, readCode } from "./recovery-code.ts";
import { openSecret, sealSecret } from "./seal-secret.ts";
import { codeAt, matchStep, newTotpSecret, otpauthUri } from "./totp.ts";

/** The secret of RFC 6238's examples, "12345678901234567890" in base32. */
const RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

test.each([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_111_111_111, "050471"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
  [20_000_000_000, "353130"],
])("at second %i the code is %s, as RFC 6238 says", (seconds, code) => {
  expect(codeAt(RFC_SECRET, Math.floor(seconds / 30))).toBe(code);
});

test("accepts a code one step before and after the current one, and only once", () => {
  const secret = RFC_SECRET;
  const matched = [-2, -1, 0, 1, 2].map((ahead) =>
    matchStep(secret, codeAt(secret, 1_000 + ahead), { now: 1_000, lastUsed: null }),
  );
  expect(matched).toEqual([null, 999, 1_000, 1_001, null]);
  expect(matchStep(secret, codeAt(secret, 1_000), { now: 1_000, lastUsed: 1_000 })).toBeNull();
  expect(matchStep(secret, codeAt(secret, 1_000), { now: 1_000, lastUsed: 1_001 })).toBeNull();
  expect(newTotpSecret()).toMatch(/^[A-Z2-7]{32}$/);
  expect(matchStep(secret, "", { now: 1_000, lastUsed: null })).toBeNull();
});

test("names the shop and the account in the URI for apps, whatever the account is called", () => {
  const uri = new URL(otpauthUri(RFC_SECRET, "o'neil+work&x=1@example.com"));
  expect(decodeURIComponent(uri.pathname)).toContain(`${SHOP_NAME}:o'neil+work&x=1@example.com`);
  expect(uri.searchParams.get("secret")).toBe(RFC_SECRET);
  expect(uri.searchParams.get("issuer")).toBe(SHOP_NAME);
});

test("draws the three finder patterns of a QR code within its quiet zone", () => {
  const { size, path } = drawQr(otpauthUri(RFC_SECRET, "kim@example.com"));
  const corner = (x: number, y: number) => `M${x} ${y}h7v1h-7z`;
  expect(path.startsWith(corner(4, 4))).toBe(true);
  expect(path).toContain(corner(size - 11, 4));
  expect(path).toContain(corner(4, size - 11));
  expect(path).not.toMatch(/M[0-3] |M\d+ [0-3]h/);
});

test("creates recovery codes that are long, different, and readable however they are typed", () => {
  const codes = newRecoveryCodes();
  expect(codes).toHaveLength(10);
  for (const code of codes) {
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{6}(-[0-9A-HJKMNP-TV-Z]{6}){3}$/);
    expect(readCode(` ${code.toLowerCase().replaceAll("-", "  ")}`)).toEqual({
      kind: "recovery",
      hash: hashRecoveryCode(code),
    });
  }
  expect(readCode("123 456")).toEqual({ kind: "app", digits: "123456" });
  for (const typed of ["", "12345", "1234567", "١٢٣٤٥٦", "not a code"]) expect(readCode(typed)).toBeNull();
});

test("decrypts a sealed value for its owner with its key, and for no one else, whole or not at all", () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(), (plain, at) => {
      const sealed = sealSecret(["one secret"], "kim", plain);
      expect(openSecret(["another", "one secret"], "kim", sealed)).toBe(plain);
      expect(openSecret(["another"], "kim", sealed)).toBeNull();
      expect(openSecret(["one secret"], "sam", sealed)).toBeNull();
      const bytes = Buffer.from(sealed.split(".")[2] ?? "", "base64url");
      bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ 1;
      const touched = `${sealed.split(".").slice(0, 2).join(".")}.${bytes.toString("base64url")}`;
      expect(openSecret(["one secret"], "kim", touched)).toBeNull();
    }),
  );
  expect(sealSecret(["s"], "kim", "x")).not.toBe(sealSecret(["s"], "kim", "x"));
  for (const text of ["", "v1", "v1.000000000000.", "plain"]) expect(openSecret(["s"], "kim", text)).toBeNull();
});
