import { ARROWS } from "./arrows.ts";
import { checkCycles, checkTestCode, checkZones } from "./cycles.ts";
import { checkPrivateStatements } from "./private-statements.ts";
import { checkCopy } from "./copy.ts";
import { checkArrows, checkBrowser, checkHouse } from "./rules.ts";
import { readSources } from "./source-files.ts";
import { checkUnusedMessages } from "./unused-messages.ts";
import { checkTables, readTableNames } from "./tables.ts";

/** Checks the whole workspace from its root; prints findings as `path:line message` and exits 1 if there are any. */
const files = readSources(process.cwd());
const findings = [
  ...checkArrows(files),
  ...checkBrowser(files),
  ...checkCycles(files),
  ...checkZones(ARROWS),
  ...checkTestCode(files),
  ...checkPrivateStatements(files),
  ...checkHouse(files),
  ...checkCopy(files),
  ...checkUnusedMessages(files),
  ...checkTables(files, readTableNames(process.cwd())),
];
for (const finding of findings) console.log(`${finding.path}:${finding.line} ${finding.message}`);
const arrows = files.reduce((sum, file) => sum + file.imports.length, 0);
console.log(`tidy: ${files.length} files, ${arrows} imports, ${findings.length} findings`);
if (files.length === 0) {
  console.log("tidy: found no files; run it from the root of the workspace");
  process.exitCode = 1;
}
if (findings.length > 0) process.exitCode = 1;
