import { randomBytes } from "node:crypto";
import { removeDataDir } from "@cartwright/db/testing/remove-data-dir";
import { makeTempFolder } from "@cartwright/db/testing/temp-folder";
import { startStack } from "@cartwright/dev/run-stack";

/**
 * Runs the whole shop for the journeys: its own database, free ports, a small range, and limits that a hundred purchases from
 * one address do not meet. With CARTWRIGHT_E2E_WEB (and the others below) set, the journeys go through a shop that runs already.
 */
export default async function setUp(): Promise<() => Promise<void>> {
  if (process.env["CARTWRIGHT_E2E_WEB"] !== undefined) return async () => undefined;
  const folder = await makeTempFolder("e2e", removeDataDir);
  // Values that stand nowhere else, so that one that gets out is found.
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
      RATE_LIMIT_GENERAL: "100000/15m",
      RATE_LIMIT_AUTH: "1000/15m",
      RATE_LIMIT_CART: "100000/15m",
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
