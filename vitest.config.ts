import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { TEST_MS_MAX, WAIT_MS_MAX } from "./packages/contracts/src/testing/time-limits.ts";

/** Files that take long because they start processes and wait for them. One that starts last leaves a core idle. */
const SLOW = /\/apps\/worker\/|embedded\.test|production-start|import-large-file|hostile-input/;

class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isSlow = ({ moduleId }: TestSpecification) => SLOW.test(moduleId);
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))];
  }
}

/**
 * One run for every package. Tests that need a database take a copy of the migrated template from `@cartwright/db/testing`;
 * the server is started once by the global set-up. Tests mostly wait for queues, processes and time limits, so there is one
 * worker more than the two cores.
 */
export default defineConfig({
  test: {
    include: ["packages/*/src/**/*.test.ts", "apps/*/src/**/*.test.ts", "tooling/*/src/**/*.test.ts"],
    globalSetup: ["packages/db/src/testing/global-setup.ts"],
    setupFiles: ["vitest.setup.ts"],
    sequence: { sequencer: SlowFirst },
    pool: "forks",
    // A process for each file would cost 0.4 s of CPU time each, most of it for loading the same modules again.
    isolate: false,
    maxWorkers: 3,
    testTimeout: TEST_MS_MAX,
    hookTimeout: TEST_MS_MAX,
    teardownTimeout: TEST_MS_MAX,
    expect: { poll: { timeout: WAIT_MS_MAX } },
    restoreMocks: true,
    passWithNoTests: false,
  },
});
