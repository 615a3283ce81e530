import { checkStages } from "./check-stages.ts";
import { endOnRequest } from "./run-tool.ts";
import { runStages } from "./stages.ts";

/** `npm run check`: format, lint, types, import graph, unused code, environment. */
endOnRequest();
process.exit((await runStages(checkStages)) ? 0 : 1);
