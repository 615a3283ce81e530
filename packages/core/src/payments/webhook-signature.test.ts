import { createHmac } from "node:crypto";
import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseSignatureHeader, verifySignature } from "./webhook-signature.ts";

const SECRET = "the-secret-of-the-webhook-tests-0123456789";
const BODY = Buffer.from('{"id":"evt_1"}');
const AT = 1_800_000_000;
const mac = (body: Buffer, secret = SECRET, at = AT) =>
  createHmac("sha256", secret).update(`${at}.`).update(body).digest("hex");
const verify = (header: string | undefined, options: { body?: Buffer; now?: number; secrets?: string[] } = {}) =>
  verifySignature(options.body ?? BODY, header, {
    secrets: options.secrets ?? [SECRET],
    nowSeconds: options.now ?? AT,
  });
const refused = expect.objectContaining({ reason: "signature_invalid" });

describe("a webhook's signature", () => {
  test("of the body and the time with the secret is valid, up to 300 s either way", () => {
    const header = `t=${AT},v1=${mac(BODY)}`;
    for (const now of [AT - 300, AT, AT + 300]) expect(() => verify(header, { now })).not.toThrow();
    for (const now of [AT - 301, AT + 301]) expect(() => verify(header, { now })).toThrow(refused);
  });

  test("is invalid after a change of any byte of the body, of the time, or of the secret", () => {
    const header = `t=${AT},v1=${mac(BODY)}`;
    fc.assert(
      fc.property(fc.nat(BODY.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const body = Buffer.from(BODY);
        body[at] = (body[at] ?? 0) ^ change;
        expect(() => verify(header, { body })).toThrow(refused);
      }),
    );
    expect(() => verify(`t=${AT + 1},v1=${mac(BODY)}`)).toThrow(refused);
    expect(() => verify(`t=${AT},v1=${mac(BODY, `${SECRET}x`)}`)).toThrow(refused);
  });

  test("may be one of several, with the old or the new secret, while a secret is rotated", () => {
    const [old, fresh] = ["an-old-secret", "a-new-secret"];
    const header = `t=${AT},v1=${mac(BODY, old)},v1=${mac(BODY, fresh)},v0=ignored`;
    expect(() => verify(header, { secrets: [fresh] })).not.toThrow();
    expect(() => verify(header, { secrets: [old] })).not.toThrow();
    expect(() => verify(`t=${AT},v1=${mac(BODY, old)}`, { secrets: [fresh, old] })).not.toThrow();
    expect(() => verify(header, { secrets: ["another"] })).toThrow(refused);
  });

  test("is refused when it is missing or malformed", () => {
    for (const header of [
      undefined,
      "",
      "t=1",
      `v1=${mac(BODY)}`,
      `t=x,v1=${mac(BODY)}`,
      `t=${AT},t=${AT},v1=${mac(BODY)}`,
      `t=${AT},v1=${mac(BODY).toUpperCase()}`,
      `t=${AT},v1=${mac(BODY).slice(1)}`,
      `t=${AT}${`,v1=${mac(BODY)}`.repeat(6)}`,
    ])
      expect(() => verify(header)).toThrow(refused);
    fc.assert(fc.property(fc.string(), (header) => void parseSignatureHeader(header)));
  });

  test("matches the worked example of docs/webhooks.md", async () => {
    const guide = await readFile(new URL("../../../../docs/webhooks.md", import.meta.url), "utf8");
    const [, secret = ""] = /^secret {4}(\S+)$/m.exec(guide) ?? [];
    const [, body = ""] = /^body {6}(\S.*)$/m.exec(guide) ?? [];
    const [, header = ""] = /^header {4}cartwright-signature: (\S+)$/m.exec(guide) ?? [];
    const at = parseSignatureHeader(header)?.atSeconds;
    expect(at).toBeGreaterThan(0);
    expect(() => verifySignature(Buffer.from(body), header, { secrets: [secret], nowSeconds: at ?? 0 })).not.toThrow();
    expect(() => verifySignature(Buffer.from(`${body} `), header, { secrets: [secret], nowSeconds: at ?? 0 })).toThrow(
      refused,
    );
  });
});
