import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

/** Debian's browser where there is one (or the one that the test command found); else Playwright's own. */
const chromium = process.env["CARTWRIGHT_CHROMIUM"] ?? "/usr/bin/chromium";
const executablePath = existsSync(chromium) ? chromium : undefined;

/** Journeys through the shop in a real browser, on a stack of their own (e2e/global-setup.ts). */
export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/global-setup.ts",
  fullyParallel: true,
  workers: 2,
  forbidOnly: process.env["CI"] !== undefined,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  outputDir: "test-results",
  use: {
    // Set by the global set-up, before any worker reads this.
    baseURL: process.env["CARTWRIGHT_E2E_WEB"] ?? "http://localhost:3000",
    viewport: { width: 1280, height: 900 },
    locale: "en-GB",
    trace: "retain-on-failure",
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      // As root, in a container, the browser's own sandbox cannot be set up.
      // `*.test` is this machine under other names: other sites to the browser.
      args: ["--no-sandbox", "--host-resolver-rules=MAP *.test 127.0.0.1"],
    },
  },
});
