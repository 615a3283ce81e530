import path from "node:path";
import { commandLine } from "./command-line.ts";
import {
  checkDatabase,
  checkDisk,
  checkEnvironment,
  checkNode,
  checkPorts,
  checkProcesses,
  checkRedis,
  checkSecrets,
  checkTestTools,
  lookAt,
} from "./doctor-checks.ts";
import { ROOT } from "./project.ts";

/** `npm run doctor`: what is well, what is not, and what to do about it. Ends with 1 if something is in the way. */
commandLine({
  name: "npm run doctor",
  does: "Says what is well with this machine and the shop on it, what is not, and what to do about it. Changes nothing.",
  forms: [""],
  options: {},
  examples: ["npm run doctor", "DATA_DIR=/srv/shop npm run doctor"],
  exits: { 0: "when nothing is in the way", 1: "when something is", 2: "when it was called wrongly" },
});
const patient = await lookAt(path.resolve(ROOT, process.env["DATA_DIR"] ?? ".data"), process.env);
const findings = [
  await checkNode(),
  await checkDisk(),
  await checkEnvironment(patient),
  await checkPorts(patient),
  await checkSecrets(patient),
  ...(await checkDatabase(patient)),
  await checkRedis(patient),
  await checkProcesses(patient),
  await checkTestTools(),
];
const MARKS = { well: "✓", advice: "!", trouble: "✗" };
for (const { name, state, says, todo } of findings) {
  console.log(`${MARKS[state]} ${name.padEnd(14)} ${says}`);
  if (todo) console.log(`    → ${todo}`);
}
const troubles = findings.filter(({ state }) => state === "trouble").length;
console.log(`\n${troubles === 0 ? "All is well." : `${troubles} in the way.`}`);
process.exit(troubles === 0 ? 0 : 1);
