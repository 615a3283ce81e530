import { ARROWS, SEALED, TEST_ARROWS, zoneOf } from "./arrows.ts";
import { type Finding, isTest } from "./finding.ts";
import { resolveRelative, type SourceFile } from "./source-files.ts";

/** The folder of a workspace package. */
const FOLDER_OF: Readonly<Record<string, string>> = {
  web: "apps/web",
  worker: "apps/worker",
  "realtime-app": "apps/realtime",
  provider: "apps/provider",
  dev: "tooling/dev",
  security: "tooling/security",
  seed: "tooling/seed",
  bench: "tooling/bench",
  chaos: "tooling/chaos",
  tidy: "tooling/tidy",
};

/** The zone that a specifier leads to, or null for a library or a built-in. */
export function targetOf(
  file: SourceFile,
  specifier: string,
  known: ReadonlySet<string>,
): { zone: string | null; path: string | null } | null {
  if (specifier.startsWith(".")) {
    const path = resolveRelative(file.path, specifier, known);
    return path ? { zone: zoneOf(path), path } : null;
  }
  const match = /^@cartwright\/([a-z-]+)(?:\/(.+))?$/.exec(specifier);
  if (!match?.[1]) return null;
  const folder = FOLDER_OF[match[1]] ?? `packages/${match[1]}`;
  const path = resolveRelative("root", `./${folder}/src/${match[2] ?? "main"}`, known);
  return { zone: zoneOf(path ?? `${folder}/src/${match[2] ?? ""}`), path };
}

/** Arrows that the table does not list, and libraries taken past their door. */
export function checkArrows(files: readonly SourceFile[]): Finding[] {
  const known = new Set(files.map((file) => file.path));
  const findings: Finding[] = [];
  for (const file of files) {
    const zone = zoneOf(file.path);
    if (!zone) {
      findings.push({ path: file.path, line: 1, message: "belongs to no zone: add it to tooling/tidy/src/arrows.ts" });
      continue;
    }
    const allowed = new Set([zone, ...(ARROWS[zone] ?? []), ...(isTest(file.path) ? TEST_ARROWS : [])]);
    for (const { specifier, line } of file.imports) {
      const target = targetOf(file, specifier, known);
      if (target) {
        if (!target.zone || !allowed.has(target.zone)) {
          findings.push({
            path: file.path,
            line,
            message: `${zone} may not import ${target.zone ?? specifier} (${specifier})`,
          });
        }
        continue;
      }
      const library = specifier
        .split("/")
        .slice(0, specifier.startsWith("@") ? 2 : 1)
        .join("/");
      const doors = SEALED[library];
      if (doors && !doors.includes(zone) && !isTest(file.path)) {
        findings.push({ path: file.path, line, message: `${library} may be imported by ${doors.join(", ")} only` });
      }
    }
  }
  return findings;
}

/** What runs in the browser sees types of the API, the socket's client half, and nothing of the server. Tests run elsewhere. */
export function checkBrowser(files: readonly SourceFile[]): Finding[] {
  const findings: Finding[] = [];
  const isShipped = ({ path }: SourceFile) => path.startsWith("apps/web/src/features/") && !isTest(path);
  for (const file of files.filter(isShipped)) {
    for (const { specifier, line, typeOnly } of file.imports) {
      const server = /^@cartwright\/(api|core|db)\//.test(specifier) && !typeOnly;
      const gateway = specifier.startsWith("@cartwright/realtime/") && specifier !== "@cartwright/realtime/client";
      if (server)
        findings.push({ path: file.path, line, message: `the browser may import types of ${specifier} only` });
      if (gateway)
        findings.push({ path: file.path, line, message: "the browser may import @cartwright/realtime/client only" });
    }
  }
  return findings;
}

const VAGUE_FOLDERS = new Set([
  "utils",
  "util",
  "lib",
  "libs",
  "shared",
  "helpers",
  "types",
  "config",
  "common",
  "misc",
]);

/** The house's own rules on names and text; each message says what to do instead. */
export function checkHouse(files: readonly SourceFile[]): Finding[] {
  const findings: Finding[] = [];
  for (const file of files) {
    const at = (line: number, message: string) => findings.push({ path: file.path, line, message });
    for (const line of file.starExports)
      at(line, "`export *` hides what is used: export by name, or import the file itself");
    if (/(^|\/)index\.tsx?$/.test(file.path))
      at(1, "an index file is a barrel: give the file the name of what it holds");
    const vague = file.path
      .split("/")
      .slice(0, -1)
      .find((folder) => VAGUE_FOLDERS.has(folder));
    if (vague) at(1, `a folder named "${vague}" gathers anything: name it after its domain`);
    file.text.split("\n").forEach((text, index) => {
      if (/\bprocess\.env\b/.test(text) && !mayReadEnvironment(file.path)) {
        at(index + 1, "process.env is read in an app's env.ts only: take the value as a parameter");
      }
      if (/@ts-(ignore|nocheck|expect-error)/.test(text) && file.path !== "tooling/tidy/src/rules.ts") {
        at(index + 1, "no type suppression: model the type");
      }
    });
  }
  return findings;
}

function mayReadEnvironment(path: string): boolean {
  return (
    /^apps\/[a-z]+\/src\/env\.ts$/.test(path) ||
    path.startsWith("tooling/") ||
    isTest(path) ||
    /^apps\/web\/[a-z.-]+\.(ts|mjs)$/.test(path)
  );
}
