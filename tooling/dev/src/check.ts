import { changedStages } from "./changed-stages.ts";
import { checkStages } from "./check-stages.ts";
import { commandLine } from "./command-line.ts";
import { endOnRequest } from "./run-tool.ts";
import { runStages } from "./stages.ts";

/**
 * `npm run check`: everything that needs no database and no browser. With `-- --changed`, only what changed since the last
 * commit (or `--since REF`), with the tests that depend on it.
 */
endOnRequest();
const { values } = commandLine({
  name: "npm run check",
  does: "Checks everything that needs no database and no browser: format, lint, spelling, house rules, types, unused code.",
  forms: ["[--changed] [--since REF]"],
  options: {
    changed: { type: "boolean", says: "only what changed since the last commit, with the tests that depend on it" },
    since: { type: "string", value: "REF", says: "the same since a commit (HEAD)" },
  },
  examples: ["npm run check", "npm run check -- --changed", "npm run check -- --since main"],
  exits: { 0: "when all of it passed", 1: "when something did not", 2: "when it was called wrongly" },
});
const since = typeof values["since"] === "string" ? values["since"] : undefined;
const stages = values["changed"] === true || since !== undefined ? changedStages(since ?? "HEAD") : checkStages;
process.exit((await runStages(stages)) ? 0 : 1);
