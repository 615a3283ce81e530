import { defineConfig } from "vitest/config";

/**
 * One run for every package. Tests that need a database take a copy of the migrated template from `@cartwright/db/testing`;
 * the server is started once by the global set-up. Two cores, so two workers.
 */
export default defineConfig({
  test: {
    include: ["packages/*/src/**/*.test.ts", "apps/*/src/**/*.test.ts", "tooling/*/src/**/*.test.ts"],
    globalSetup: ["packages/db/src/testing/global-setup.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    passWithNoTests: false,
  },
});
