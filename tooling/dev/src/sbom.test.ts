import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inProject } from "./project.ts";
import { findSbomFaults, makeSbom } from "./sbom.ts";

let folder = "";
let sbom = "";
const lock = await readFile(inProject("pnpm-lock.yaml"), "utf8");
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "cartwright-sbom-"));
  const file = path.join(folder, "sbom.cdx.json");
  await makeSbom(file);
  sbom = await readFile(file, "utf8");
});
afterAll(async () => rm(folder, { recursive: true }));

test("the bill of materials is valid and names every package of the lockfile with its hash", () => {
  expect(findSbomFaults(sbom, lock)).toEqual([]);
  expect(sbom).toContain("pkg:npm/next@");
});

test("a package that it does not name is noticed, and so is one without a hash", () => {
  const more = lock.replace(
    "\npackages:\n",
    "\npackages:\n\n  left-out@1.0.0:\n    resolution: {integrity: sha512-x}\n",
  );
  expect(findSbomFaults(sbom, more)).toEqual(["left-out@1.0.0 is missing"]);
  const [first = ""] = findSbomFaults(sbom.replaceAll("SHA-512", "SHA-1"), lock);
  expect(first).toMatch(/ has no SHA-512$/);
  expect(findSbomFaults('{"bomFormat": "other"}', lock)[0]).toMatch(/^bomFormat: /);
});
