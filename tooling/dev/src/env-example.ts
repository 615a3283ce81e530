import { readdir } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { inProject } from "./project.ts";

export interface EnvSchema {
  /** Folder of the app. */
  readonly app: string;
  /** Names of the settings that the app reads. */
  readonly names: readonly string[];
}

/** Settings that only the project's own commands and containers read; they belong in `.env.example` too. */
export const TOOL_SETTINGS = ["CARTWRIGHT_DEMO_PASSWORD", "POSTGRES_PASSWORD", "REDIS_PASSWORD"];
/** Not settings of a shop: for crash tests of the worker. */
const TEST_SETTINGS = /^CARTWRIGHT_(TEST|FAIL_POINT)/;

/** The settings of every app that has an `src/env.ts`, read from its schema. */
export async function readEnvSchemas(): Promise<EnvSchema[]> {
  const apps = (await readdir(inProject("apps"))).toSorted();
  return await Promise.all(
    apps.map(async (app) => {
      const module: unknown = await import(pathToFileURL(inProject("apps", app, "src/env.ts")).href);
      if (typeof module !== "object" || !module || !("envSchema" in module)) {
        throw new Error(`apps/${app}/src/env.ts exports no envSchema`);
      }
      return { app, names: namesOf(module.envSchema).filter((name) => !TEST_SETTINGS.test(name)) };
    }),
  );
}

/** Keys of an object schema, through the transforms and refinements around it. */
function namesOf(schema: unknown): string[] {
  let current: unknown = schema;
  for (let depth = 0; depth < 10; depth += 1) {
    if (typeof current !== "object" || !current) break;
    if ("shape" in current && typeof current.shape === "object" && current.shape) return Object.keys(current.shape);
    current = "in" in current ? current.in : undefined;
  }
  throw new Error("envSchema is no z.object, nor a pipe that begins with one");
}

/** Settings that `.env.example` lacks, and those in it that nothing reads. Commented-out settings count as documented. */
export function envExampleFaults(text: string, schemas: readonly EnvSchema[]): string[] {
  const documented = new Set([...text.matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map((match) => match[1] ?? ""));
  const read = new Set(schemas.flatMap(({ names }) => names));
  const missing = schemas.flatMap(({ app, names }) =>
    names.filter((name) => !documented.has(name)).map((name) => `${name}: apps/${app} reads it; .env.example lacks it`),
  );
  const unread = [...documented]
    .filter((name) => !read.has(name) && !TOOL_SETTINGS.includes(name))
    .map((name) => `${name}: stands in .env.example; no app reads it`);
  return [...missing, ...unread];
}
