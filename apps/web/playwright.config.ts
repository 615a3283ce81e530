import { existsSync } from "node:fs";
import { TEST_MS_MAX, WAIT_MS_MAX } from "@cartwright/contracts/testing/time-limits";
import { defineConfig } from "@playwright/test";

/** The browser that the test command found, else Debian's (the lighter one first), else Playwright's own. */
const browsers = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];
const executablePath = [process.env["CARTWRIGHT_CHROMIUM"], ...browsers].find((file) => file && existsSync(file));

/**
 * Journeys through the shop in a real browser, on a stack of their own (e2e/global-setup.ts). Waits within a journey have
 * one wide limit: on a slow machine they take longer, and only a journey that hangs fails, naming what it waited for.
 */
export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/global-setup.ts",
  fullyParallel: true,
  workers: 2,
  forbidOnly: process.env["CI"] !== undefined,
  retries: 0,
  // A journey that fails may wait long; when many fail, the rest say nothing new.
  maxFailures: 10,
  timeout: TEST_MS_MAX,
  expect: { timeout: WAIT_MS_MAX, toPass: { timeout: WAIT_MS_MAX } },
  reporter: "list",
  outputDir: "test-results",
  use: {
    // Set by the global set-up, before any worker reads this.
    baseURL: process.env["CARTWRIGHT_E2E_WEB"] ?? "http://localhost:3000",
    actionTimeout: WAIT_MS_MAX,
    navigationTimeout: WAIT_MS_MAX,
    viewport: { width: 1280, height: 900 },
    locale: "en-GB",
    // Recording draws and encodes every frame, which doubles the cost. A journey that failed is recorded when it is tried again.
    trace: "on-first-retry",
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      // In a container, as root, the browser's own sandbox cannot be set up.
      // `*.test` resolves to this machine under other names, which are other sites to the browser.
      // Without a display, an emulated graphics card costs more than everything else that the pages do.
      args: [
        "--no-sandbox",
        "--host-resolver-rules=MAP *.test 127.0.0.1",
        "--disable-gpu",
        "--disable-software-rasterizer",
      ],
    },
  },
});
