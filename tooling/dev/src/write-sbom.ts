import { readFile } from "node:fs/promises";
import { inProject } from "./project.ts";
import { findSbomFaults, makeSbom } from "./sbom.ts";

/** `node tooling/dev/src/write-sbom.ts FILE`: the bill of materials (CycloneDX JSON); ends with 1 when it is not whole. */
const [file = "sbom.cdx.json"] = process.argv.slice(2);
await makeSbom(file);
const faults = findSbomFaults(await readFile(file, "utf8"), await readFile(inProject("pnpm-lock.yaml"), "utf8"));
for (const fault of faults) console.error(fault);
console.log(`${file}: ${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
