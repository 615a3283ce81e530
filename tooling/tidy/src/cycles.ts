import { type Finding, isTest } from "./finding.ts";
import { targetOf } from "./rules.ts";
import type { SourceFile } from "./source-files.ts";

type Graph = ReadonlyMap<string, readonly string[]>;

/** The cycles of a graph, each as its nodes in order with the first one again at the end. */
function findCycles(graph: Graph): string[][] {
  const cycles: string[][] = [];
  const state = new Map<string, "open" | "done">();
  const trail: string[] = [];
  const visit = (node: string): void => {
    state.set(node, "open");
    trail.push(node);
    for (const next of graph.get(node) ?? []) {
      if (state.get(next) === "open") cycles.push([...trail.slice(trail.indexOf(next)), next]);
      else if (!state.has(next)) visit(next);
    }
    trail.pop();
    state.set(node, "done");
  };
  for (const node of graph.keys()) if (!state.has(node)) visit(node);
  return cycles;
}

/** Import cycles between files. Type-only imports count: files that need each other's types belong together. */
export function checkCycles(files: readonly SourceFile[]): Finding[] {
  const known = new Set(files.map((file) => file.path));
  const graph = new Map(
    files.map((file) => [
      file.path,
      file.imports.flatMap(({ specifier }) => targetOf(file, specifier, known)?.path ?? []),
    ]),
  );
  return findCycles(graph).map((cycle) => ({
    path: cycle[0] ?? "",
    line: 1,
    message: `import cycle: ${cycle.join(" -> ")}`,
  }));
}

/** Cycles in the table of allowed imports itself: they would allow cycles between folders. */
export function checkZones(arrows: Readonly<Record<string, readonly string[]>>): Finding[] {
  return findCycles(new Map(Object.entries(arrows))).map((cycle) => ({
    path: "tooling/tidy/src/arrows.ts",
    line: 1,
    message: `cycle of zones: ${cycle.join(" -> ")}`,
  }));
}

/** Code that runs in the shop and imports a test or a fixture. */
export function checkTestCode(files: readonly SourceFile[]): Finding[] {
  const known = new Set(files.map((file) => file.path));
  return files
    .filter((file) => /^(apps|packages)\/[a-z-]+\/src\//.test(file.path) && !isTest(file.path))
    .flatMap((file) =>
      file.imports
        .filter(({ specifier }) => isTest(targetOf(file, specifier, known)?.path ?? ""))
        .map(({ specifier, line }) => ({
          path: file.path,
          line,
          message: `${specifier} is test code: only tests and tooling may import it`,
        })),
    );
}
