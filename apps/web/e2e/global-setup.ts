import { randomBytes } from "node:crypto";
import { removeDataDir } from "@cartwright/db/testing/remove-data-dir";
import { makeTempFolder } from "@cartwright/db/testing/temp-folder";
import { startStack } from "@cartwright/dev/run-stack";
import { request } from "@playwright/test";
import { accountOf, DEMO_ROLES, storedLogInOf } from "./accounts.ts";
import { ShopApi } from "./shop-api.ts";

/**
 * Runs the whole shop for the journeys: its own database, free ports, a small range of products, and limits that a hundred
 * purchases from one address stay within. With CARTWRIGHT_E2E_WEB (and the other variables below) set, the journeys use a
 * shop that is already running.
 */
export default async function setUp(): Promise<() => Promise<void>> {
  const stopShop = process.env["CARTWRIGHT_E2E_WEB"] === undefined ? await startShop() : async () => undefined;
  const logIns = await makeTempFolder("e2e-log-ins");
  process.env["CARTWRIGHT_E2E_LOGINS"] = logIns.path;
  await storeLogIns();
  return async () => {
    await stopShop();
    await logIns.remove();
  };
}

async function startShop(): Promise<() => Promise<void>> {
  const folder = await makeTempFolder("e2e", removeDataDir);
  // Values that occur nowhere else, so that one that leaks is found.
  const secrets = Object.fromEntries(
    ["AUTH_SECRET", "SANDBOX_WEBHOOK_SECRET", "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET"].map((name) => [
      name,
      randomBytes(24).toString("base64url"),
    ]),
  );
  const stack = await startStack({
    dataDir: folder.path,
    port: 0,
    seed: "small",
    env: {
      ...process.env,
      ...secrets,
      // Longer than a run: two browsers with one stored log-in must not both renew it.
      ACCESS_TOKEN_SECONDS: "3600",
      RATE_LIMIT_GENERAL: "100000/15m",
      RATE_LIMIT_AUTH: "1000/15m",
      RATE_LIMIT_CART: "100000/15m",
      // Endpoints of webhooks are on this machine.
      WEBHOOK_PRIVATE_TARGETS: "1",
    },
  });
  process.env["CARTWRIGHT_E2E_WEB"] = stack.webUrl;
  process.env["CARTWRIGHT_E2E_SECRETS"] = JSON.stringify({ ...secrets, database: new URL(stack.databaseUrl).password });
  process.env["CARTWRIGHT_E2E_PROVIDER"] = stack.providerUrl;
  process.env["CARTWRIGHT_E2E_DATABASE"] = stack.databaseUrl;
  process.env["CARTWRIGHT_E2E_ACCOUNTS"] = JSON.stringify(stack.accounts);
  return async () => {
    await stack.stop();
    await folder.remove();
  };
}

/** Logs each demo account in once. Journeys that are not about logging in start from its cookies. */
async function storeLogIns(): Promise<void> {
  for (const role of DEMO_ROLES) {
    const context = await request.newContext({ baseURL: process.env["CARTWRIGHT_E2E_WEB"] ?? "" });
    await new ShopApi(context).logIn(accountOf(role));
    await context.storageState({ path: storedLogInOf(role) });
    await context.dispose();
  }
}
