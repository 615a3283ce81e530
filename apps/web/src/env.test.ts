import { expect, test } from "vitest";
import { readEnv } from "./env.ts";

const STRONG = "q7Rz2Lw9Xk4Vb8Nc1Jm6Hd3Gf5Ts0Pya";
const PRODUCTION = {
  DATABASE_URL: "postgres://shop@db/shop",
  PUBLIC_ORIGIN: "https://shop.example.com",
  REALTIME_URL: "https://shop.example.com",
  AUTH_SECRET: STRONG,
  PAYMENT_PROVIDERS: "stripe",
  STRIPE_SECRET_KEY: "sk_live_0123456789abcdef",
  STRIPE_WEBHOOK_SECRET: "whsec_0123456789abcdef",
};

function messageOf(act: () => unknown): string {
  try {
    act();
    return "";
  } catch (error) {
    return String(error);
  }
}

test("accepts a complete production environment, and is in production by default", () => {
  expect(readEnv(PRODUCTION)).toMatchObject({
    CARTWRIGHT_MODE: "production",
    HOST: "::",
    PORT: 3000,
    ACCESS_TOKEN_SECONDS: 900,
  });
});

test.each([
  ["no secret", { AUTH_SECRET: undefined }, "AUTH_SECRET"],
  ["a short secret", { AUTH_SECRET: "q7Rz2Lw9Xk4Vb8Nc" }, "AUTH_SECRET"],
  ["an example secret", { AUTH_SECRET: "change-me-change-me-change-me-1234" }, "AUTH_SECRET"],
  ["a keyboard's secret", { AUTH_SECRET: "a".repeat(40) }, "AUTH_SECRET"],
  ["an example among several", { AUTH_SECRET: `${STRONG},example-example-example-example-0` }, "AUTH_SECRET"],
  ["one secret for two things", { AUTH_SECRET: STRONG, STRIPE_WEBHOOK_SECRET: STRONG }, "AUTH_SECRET"],
  ["play money", { PAYMENT_PROVIDERS: "sandbox,stripe", SANDBOX_WEBHOOK_SECRET: "b".repeat(32) }, "PAYMENT_PROVIDERS"],
  [
    "an empty webhook secret after a comma",
    { STRIPE_WEBHOOK_SECRET: "whsec_0123456789abcdef," },
    "STRIPE_WEBHOOK_SECRET",
  ],
  ["plain http", { PUBLIC_ORIGIN: "http://shop.example.com" }, "PUBLIC_ORIGIN"],
  ["no public name", { PUBLIC_ORIGIN: undefined }, "PUBLIC_ORIGIN"],
  ["a path in the public name", { PUBLIC_ORIGIN: "https://shop.example.com/shop" }, "PUBLIC_ORIGIN"],
  ["a plain socket", { REALTIME_URL: "http://shop.example.com:3001" }, "REALTIME_URL"],
  ["a provider without its key", { STRIPE_SECRET_KEY: undefined }, "STRIPE_SECRET_KEY"],
  ["staff who rest longer than shoppers", { STAFF_REFRESH_TOKEN_SECONDS: "1209601" }, "STAFF_REFRESH_TOKEN_SECONDS"],
  ["staff who stay longer than shoppers", { STAFF_SESSION_SECONDS_MAX: "7776001" }, "STAFF_SESSION_SECONDS_MAX"],
  ["a limit that is none", { RATE_LIMIT_AUTH: "many" }, "RATE_LIMIT_AUTH"],
  ["a proxy that is no address", { TRUSTED_PROXIES: "everyone" }, "TRUSTED_PROXIES"],
  ["every address as a proxy", { TRUSTED_PROXIES: "10.0.0.1, ::/0" }, "TRUSTED_PROXIES"],
])("production refuses %s, by name and without its value", (_what, change, setting) => {
  const environment = { ...PRODUCTION, ...change };
  expect(() => readEnv(environment)).toThrow(setting);
  expect(messageOf(() => readEnv(environment))).not.toContain(STRONG);
});

test("accepts plain http and a generated secret on loopback in the embedded mode", () => {
  const { PUBLIC_ORIGIN: _origin, REALTIME_URL: _realtime, ...rest } = PRODUCTION;
  expect(readEnv({ ...rest, CARTWRIGHT_MODE: "embedded", PORT: "4000" })).toMatchObject({
    PUBLIC_ORIGIN: "http://localhost:4000",
    HOST: "127.0.0.1",
  });
});

test.each([
  ["by default", {}, [1_209_600, 7_776_000, 43_200, 604_800]],
  [
    "where a shopper's are shorter than staff's by default",
    { REFRESH_TOKEN_SECONDS: "600", SESSION_SECONDS_MAX: "3600" },
    [600, 3_600, 600, 3_600],
  ],
  [
    "where a session would end before it may rest",
    { REFRESH_TOKEN_SECONDS: "600", SESSION_SECONDS_MAX: "60" },
    [600, 600, 600, 600],
  ],
  [
    "as they are set",
    { STAFF_REFRESH_TOKEN_SECONDS: "900", STAFF_SESSION_SECONDS_MAX: "1800" },
    [1_209_600, 7_776_000, 900, 1_800],
  ],
])("never lets staff sessions be longer than shoppers': %s", (_what, change, expected) => {
  const { shopper, staff } = readEnv({ ...PRODUCTION, ...change }).sessionLives;
  expect([shopper.refreshSeconds, shopper.sessionSeconds, staff.refreshSeconds, staff.sessionSeconds]).toEqual(
    expected,
  );
});

test("accepts several secrets for rotation: the first signs, the others verify", () => {
  expect(
    readEnv({ ...PRODUCTION, AUTH_SECRET: `${STRONG}, ${STRONG.split("").toReversed().join("")}` }).AUTH_SECRET,
  ).toHaveLength(2);
});
