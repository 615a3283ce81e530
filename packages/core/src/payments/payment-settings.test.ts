import { expect, test } from "vitest";
import { z } from "zod";
import { checkPaymentSettings, createGateways, PAYMENT_SETTINGS } from "./payment-settings.ts";

const Settings = z.object(PAYMENT_SETTINGS);
const ORIGINS = { returnOrigin: "https://shop.example.com", webhookOrigin: "https://hooks.example.com" };
const SANDBOX = { SANDBOX_WEBHOOK_SECRET: "sandbox-webhook-secret-of-a-test" };
const STRIPE = { STRIPE_SECRET_KEY: "sk_live_0123456789abcdef", STRIPE_WEBHOOK_SECRET: "whsec_0123456789abcdef" };

function refusals(environment: Record<string, string>, production = false): string[] {
  const names: string[] = [];
  checkPaymentSettings(Settings.parse(environment), { production }, (name) => names.push(name));
  return names;
}

test("PAYMENT_PROVIDERS alone decides which gateways there are: keys of other providers switch nothing on", async () => {
  const names = async (environment: Record<string, string>) => [
    ...(await createGateways(Settings.parse(environment), ORIGINS)).keys(),
  ];
  expect(await names({ ...SANDBOX, ...STRIPE })).toEqual(["sandbox"]);
  expect(await names({ ...SANDBOX, ...STRIPE, PAYMENT_PROVIDERS: "stripe" })).toEqual(["stripe"]);
  expect(await names({ ...SANDBOX, ...STRIPE, PAYMENT_PROVIDERS: "stripe, sandbox" })).toEqual(["stripe", "sandbox"]);
});

test("a provider without its keys is refused, by the key's name", async () => {
  expect(refusals({})).toEqual(["SANDBOX_WEBHOOK_SECRET"]);
  expect(refusals({ PAYMENT_PROVIDERS: "stripe" })).toEqual(["STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET"]);
  expect(refusals({ ...STRIPE, PAYMENT_PROVIDERS: "stripe" })).toEqual([]);
  await expect(createGateways(Settings.parse({}), ORIGINS)).rejects.toThrow("SANDBOX_WEBHOOK_SECRET is missing");
});

test("production refuses the sandbox, and every process refuses an empty or unknown provider", () => {
  expect(refusals(SANDBOX, true)).toEqual(["PAYMENT_PROVIDERS"]);
  for (const PAYMENT_PROVIDERS of ["", ",", "cash"])
    expect(Settings.safeParse({ PAYMENT_PROVIDERS }).success).toBe(false);
});
