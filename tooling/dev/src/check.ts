import { parseArgs } from "node:util";
import { changedStages } from "./changed-stages.ts";
import { checkStages } from "./check-stages.ts";
import { endOnRequest } from "./run-tool.ts";
import { runStages } from "./stages.ts";

/**
 * `npm run check`: everything that needs no database and no browser. With `-- --changed`, only what changed since the last
 * commit (or `--since REF`), with the tests that depend on it.
 */
endOnRequest();
const { values } = parseArgs({ options: { changed: { type: "boolean" }, since: { type: "string" } } });
const stages = values.changed || values.since ? changedStages(values.since ?? "HEAD") : checkStages;
process.exit((await runStages(stages)) ? 0 : 1);
