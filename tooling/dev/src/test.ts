import os from "node:os";
import { checkStages, typesStage } from "./check-stages.ts";
import { commandLine } from "./command-line.ts";
import { endOnRequest } from "./run-tool.ts";
import { type Lane, runStages } from "./stages.ts";
import { browserStage, buildStage, vitestStage } from "./test-stages.ts";

/** What both lanes take together: two browsers, two shops, three test workers, two database servers. */
const MEMORY_BYTES_MIN = 6e9;

/**
 * `npm test`: everything. The last line is `N passed, N failed, N skipped`. Unit tests wait for queues and processes, and journeys for
 * pages, so both run side by side where the machine has room for them. The lanes take about as long as each other.
 */
commandLine({
  name: "npm test",
  does: "Runs everything: format, lint, types, unit, database, saga, security and browser tests, on temporary servers. REDIS_URL names a Redis of your own.",
  forms: [""],
  options: {},
  examples: ["npm test"],
  exits: { 0: "when all of it passed", 1: "when something did not", 2: "when it was called wrongly" },
});
endOnRequest();
const lanes: readonly [Lane, Lane] = [
  [...checkStages.filter((stage) => stage !== typesStage), vitestStage],
  [buildStage, browserStage, typesStage],
];
const hasRoom = os.availableParallelism() > 1 && os.totalmem() >= MEMORY_BYTES_MIN;
process.exit((await runStages(...(hasRoom ? lanes : [lanes.flat()]))) ? 0 : 1);
