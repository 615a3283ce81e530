import { checkStages } from "./check-stages.ts";
import { endOnRequest } from "./run-tool.ts";
import { runStages } from "./stages.ts";
import { browserStage, buildStage, vitestStage } from "./test-stages.ts";

/** `npm test`: everything. The last line is `N passed, N failed, N skipped`. */
endOnRequest();
const ok = await runStages([...checkStages, vitestStage, buildStage, browserStage]);
process.exit(ok ? 0 : 1);
