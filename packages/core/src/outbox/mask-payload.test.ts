import { expect, test } from "vitest";
import { maskPayload, PAYLOAD_BYTES_MAX } from "./mask-payload.ts";

const IDS = {
  orderId: "0190c3a4-7d5e-7b1a-9c2d-3e4f5a6b7c8d",
  sagaId: "0190c3a4-7d5e-7b1a-9c2d-3e4f5a6b7c8e",
  version: 1,
};

test("keeps what a replay needs", () => {
  expect(maskPayload(IDS)).toEqual(IDS);
  expect(maskPayload(undefined)).toBeNull();
});

test("hides card numbers, mail addresses and tokens, wherever they are", () => {
  const masked = JSON.stringify(
    maskPayload({
      ...IDS,
      note: "card 4242 4242 4242 4242 of kim@example.com",
      nested: [{ pan: "4000-0566-5566-5556", token: "tok_approve" }],
      at: "1764423961001",
    }),
  );
  expect(masked).not.toMatch(/4242|5556|kim@|tok_approve/);
  // A long number that is no card's.
  expect(masked).toContain("1764423961001");
});

test("keeps 64 KiB of a large payload and notes its size", () => {
  const payload = { lines: Array.from({ length: 150 }, () => "ü".repeat(4_000)) };
  const masked = maskPayload(payload) as { bytes: number; beginning: string };
  expect(masked.bytes).toBe(Buffer.byteLength(JSON.stringify(payload)));
  expect(Buffer.byteLength(masked.beginning)).toBeLessThanOrEqual(PAYLOAD_BYTES_MAX + 3);
});

test("leaves nothing that the database cannot store", () => {
  expect(maskPayload({ "a\u0000": "b\u0000\uD800" })).toEqual({ "a\uFFFD": "b\uFFFD\uFFFD" });
});
