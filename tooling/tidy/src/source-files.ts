import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { parseSync } from "oxc-parser";

/** One import, re-export or dynamic import of a file. */
export interface Import {
  readonly specifier: string;
  readonly line: number;
  /** `import type` and `export type`: erased at run time, but an arrow all the same. */
  readonly typeOnly: boolean;
}

export interface SourceFile {
  /** Path from the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
  /** Line numbers of `export * from`. */
  readonly starExports: readonly number[];
}

const PATTERNS = [
  "apps/*/{src,e2e}/**/*.{ts,tsx,mjs}",
  "packages/*/src/**/*.{ts,tsx,mjs}",
  "tooling/*/{src,bin}/**/*.{ts,tsx,mjs}",
  "apps/*/*.{ts,mjs}",
];
const EXCLUDED = /(^|\/)(node_modules|\.next|generated)(\/|$)|next-env\.d\.ts$/;

/** Thrown when a file cannot be parsed: a check that silently skips files checks nothing. */
export class UnreadableSourceError extends Error {
  override name = "UnreadableSourceError";
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

/** Parses one file's text into its imports. */
export function parseSource(path: string, text: string): SourceFile {
  const { module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new UnreadableSourceError(`${path}: ${errors[0]?.message}`);
  const imports: Import[] = [];
  for (const entry of module.staticImports) {
    const typeOnly = entry.entries.length > 0 && entry.entries.every((name) => name.isType);
    imports.push({ specifier: entry.moduleRequest.value, line: lineOf(text, entry.start), typeOnly });
  }
  const starExports: number[] = [];
  for (const statement of module.staticExports) {
    for (const entry of statement.entries) {
      if (!entry.moduleRequest) continue;
      imports.push({ specifier: entry.moduleRequest.value, line: lineOf(text, entry.start), typeOnly: entry.isType });
      if (entry.importName.kind.startsWith("All")) starExports.push(lineOf(text, entry.start));
    }
  }
  for (const entry of module.dynamicImports) {
    const argument = text.slice(entry.moduleRequest.start, entry.moduleRequest.end);
    const literal = /^["'`]([^"'`$]+)["'`]$/.exec(argument);
    if (literal?.[1]) imports.push({ specifier: literal[1], line: lineOf(text, entry.start), typeOnly: false });
  }
  return { path, text, imports, starExports };
}

/** Reads and parses every source file of the workspace. */
export function readSources(root: string): SourceFile[] {
  const paths = globSync(PATTERNS, { cwd: root }).filter((path) => !EXCLUDED.test(path));
  return paths
    .toSorted()
    .map((path) => parseSource(path.replaceAll("\\", "/"), readFileSync(join(root, path), "utf8")));
}

/** The workspace file that a relative specifier names, or null when there is none among `known`. */
export function resolveRelative(from: string, specifier: string, known: ReadonlySet<string>): string | null {
  const base = relative(process.cwd(), resolve(dirname(from), specifier)).replaceAll("\\", "/");
  const candidates = [base, `${base}.ts`, `${base}.tsx`, `${base}/index.ts`, `${base}/index.tsx`];
  return candidates.find((candidate) => known.has(candidate)) ?? null;
}
