import { describe, expect, it } from "vitest";
import { REDACTED, redact, scrubText } from "./redaction.ts";

const MARKER = "marker-7d1f";

describe("redact", () => {
  it.each([
    "password",
    "passwordHash",
    "refresh_token",
    "accessToken",
    "Authorization",
    "set-cookie",
    "X-CSRF-Token",
    "email",
    "firstName",
    "last_name",
    "phone",
    "shippingAddress",
    "remoteAddress",
    "connectionString",
  ])("redacts the value of %s at any depth, and keeps its siblings", (key) => {
    const shown = redact({ outer: [{ [key]: { deeper: MARKER }, step: "reserve" }] });
    expect(JSON.stringify(shown)).not.toContain(MARKER);
    expect(shown).toEqual({ outer: [{ [key]: REDACTED, step: "reserve" }] });
  });

  it("keeps what an engineer needs of an error, its causes included, without personal data", () => {
    const cause = Object.assign(new Error(`Key (email)=(${MARKER}@example.com) already exists.`), { code: "23505" });
    const shown = redact({ err: new Error("insert failed", { cause }) });
    expect(JSON.stringify(shown)).not.toContain(`${MARKER}@`);
    expect(shown).toMatchObject({
      err: { type: "Error", message: "insert failed", cause: { code: "23505", message: /already exists/ } },
    });
  });

  it("bounds depth, breadth and length, so that a huge or circular value cannot fill a log", () => {
    const circular: Record<string, unknown> = { long: "x".repeat(1_000_000) };
    circular["self"] = circular;
    circular["many"] = Array.from({ length: 100_000 }, (_, index) => index);
    expect(JSON.stringify(redact(circular)).length).toBeLessThan(200_000);
  });

  it("does not change the value that it is given", () => {
    const original = { password: MARKER, nested: { email: MARKER } };
    redact(original);
    expect(original).toEqual({ password: MARKER, nested: { email: MARKER } });
  });

  it("cannot be used to reach a prototype", () => {
    redact(JSON.parse('{"__proto__": {"polluted": true}}'));
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  });
});

describe("scrubText", () => {
  it.each([
    [`mail to ${MARKER}@example.co.uk failed`, `mail to ${REDACTED} failed`],
    [`postgres://cartwright:${MARKER}@db:5432/shop`, `postgres://cartwright:${REDACTED}@db:5432/shop`],
    [`authorization: Bearer ${MARKER}abcdef`, `authorization: Bearer ${REDACTED}`],
    [`cookie __Host-cartwright-session=${MARKER}; other=1`, `cookie __Host-cartwright-session=${REDACTED}; other=1`],
    [`token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.${MARKER}`, `token ${REDACTED}`],
  ])("takes the secret out of %s", (text, expected) => {
    expect(scrubText(text)).toBe(expected);
  });

  it("leaves ordinary words, ids, order numbers and URLs alone", () => {
    const text = "order CW-2345-ABCD of saga 0199c0de-0000-7000-8000-000000000000 at http://127.0.0.1:3000/orders";
    expect(scrubText(text)).toBe(text);
  });
});
