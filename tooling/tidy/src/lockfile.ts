import { parse } from "yaml";
import type { Finding } from "./finding.ts";
import type { Floor } from "./version-floors.ts";

export const LOCKFILE = "pnpm-lock.yaml";
export const WORKSPACE = "pnpm-workspace.yaml";

const EXACT = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/;
/** Where a file could be fetched from that is not the registry's. Every package is checked by its hash besides. */
const ADDRESS = /\b(?:https?|git|ssh|file):|\btarball:|(?<![\w-])git@|codeload\.|\.tgz\b/;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

function recordAt(value: unknown, ...path: readonly string[]): Record<string, unknown> {
  let at = value;
  for (const name of path) at = isRecord(at) ? at[name] : undefined;
  return isRecord(at) ? at : {};
}

/** Negative when `a` is older than `b`. A pre-release is older than its release. */
function compareVersions(a: string, b: string): number {
  const [coreA = "", preA] = a.split("-", 2);
  const [coreB = "", preB] = b.split("-", 2);
  const [partsA, partsB] = [coreA.split(".").map(Number), coreB.split(".").map(Number)];
  for (let index = 0; index < 3; index += 1) {
    const difference = (partsA[index] ?? 0) - (partsB[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return Number(preA === undefined) - Number(preB === undefined);
}

/** What the lockfile holds, by name; several versions of one package may stand side by side. */
function readVersions(lock: unknown): Map<string, string[]> {
  const versions = new Map<string, string[]>();
  for (const key of Object.keys(recordAt(lock, "packages"))) {
    const at = key.lastIndexOf("@");
    const name = key.slice(0, at);
    versions.set(name, [...(versions.get(name) ?? []), key.slice(at + 1)]);
  }
  return versions;
}

function checkFloors(lock: unknown, floors: readonly Floor[]): string[] {
  const versions = readVersions(lock);
  return floors.flatMap(({ package: name, minimum, line, reason }) =>
    (versions.get(name) ?? [])
      .filter((version) => line === undefined || Number.parseInt(version, 10) === line)
      .filter((version) => compareVersions(version, minimum) < 0)
      .map((version) => `${name} ${version} has a known weakness: take ${minimum} or newer (${reason})`),
  );
}

/** Below a floor, without a hash, or from anywhere but the registry. */
export function checkLockfile(text: string, floors: readonly Floor[]): Finding[] {
  const lock: unknown = parse(text);
  const packages = Object.entries(recordAt(lock, "packages"));
  const messages = checkFloors(lock, floors);
  if (packages.length === 0) messages.push("holds no packages: the check sees nothing");
  for (const [name, entry] of packages) {
    const hash = recordAt(entry, "resolution")["integrity"];
    if (typeof hash !== "string" || !hash.startsWith("sha512-")) messages.push(`${name} is not checked by a SHA-512`);
  }
  const findings = messages.map((message) => ({ path: LOCKFILE, line: 1, message }));
  text.split("\n").forEach((content, index) => {
    if (ADDRESS.test(content))
      findings.push({ path: LOCKFILE, line: index + 1, message: "holds an address: packages come from the registry" });
  });
  return findings;
}

const FIELDS = ["dependencies", "devDependencies", "optionalDependencies"];

/** A dependency of a package is named in the catalogue, once for all, and pinned there. */
export function checkManifest(path: string, text: string): Finding[] {
  const manifest: unknown = JSON.parse(text);
  return FIELDS.flatMap((field) => Object.entries(recordAt(manifest, field)))
    .filter(([, version]) => version !== "catalog:" && version !== "workspace:*")
    .map(([name, version]) => ({
      path,
      line: 1,
      message: `${name} is "${String(version)}": write "catalog:" and pin it in ${WORKSPACE}`,
    }));
}

/** Versions in the catalogue and overrides are exact, and install scripts run for listed packages only. */
export function checkCatalogue(text: string): Finding[] {
  const workspace: unknown = parse(text);
  const pinned = [
    ...Object.entries(recordAt(workspace, "catalog")),
    ...Object.entries(recordAt(workspace, "overrides")),
  ];
  const findings = pinned
    // A dash takes a dependency out.
    .filter(([, version]) => version !== "-" && !EXACT.test(String(version)))
    .map(([name, version]) => ({
      path: WORKSPACE,
      line: 1,
      message: `${name} is "${String(version)}": pin one version`,
    }));
  const settings = recordAt(workspace);
  if (settings["dangerouslyAllowAllBuilds"] === true)
    findings.push({ path: WORKSPACE, line: 1, message: "install scripts run for listed packages only" });
  if (settings["lockfileIncludeTarballUrl"] !== false)
    findings.push({ path: WORKSPACE, line: 1, message: "lockfileIncludeTarballUrl must be false" });
  return findings;
}
