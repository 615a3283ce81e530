import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { makeTempFolder } from "@cartwright/db/testing/temp-folder";
import { buildWeb } from "./build-web.ts";
import { findOrInstall } from "./find-programs.ts";
import { inProject, ROOT } from "./project.ts";
import { terminalProgress } from "./progress.ts";
import { runTool } from "./run-tool.ts";
import { checked, notRun, type Stage, type StageResult, type Timing } from "./stages.ts";
import { startTemporaryRedis } from "./temporary-redis.ts";
import { testEnv } from "./test-env.ts";

const SUITE_MS_MAX = 90 * 60_000;
/** Lighter first: the headless shell has no window to draw. */
const BROWSERS = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];

/** Unit, database, saga and security suites, on a temporary Postgres and a temporary Redis. */
export const vitestStage: Stage = {
  name: "unit, database, saga and security tests",
  run: (say) =>
    withFolder(async (folder) => {
      const redis = await startTemporaryRedis(say);
      try {
        const report = path.join(folder, "vitest.json");
        const { ok } = await runTool({
          command: ["vitest", "run", "--reporter=dot", "--reporter=json", `--outputFile.json=${report}`],
          env: {
            ...(await testEnv()),
            ...(redis && { CARTWRIGHT_TEST_REDIS_URL: redis.url }),
            NO_COLOR: "1",
            REDIS_URL: "",
          },
          onLine: say,
          timeoutMs: SUITE_MS_MAX,
        });
        const result = readVitestReport(await readJson(report), ok);
        if (redis) return result;
        const reason = "suites on Redis: no redis-server on the PATH, none may be installed, and REDIS_URL is not set";
        return { ...result, notRun: [...(result.notRun ?? []), reason] };
      } finally {
        await redis?.stop();
      }
    }),
};

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    /** Epoch milliseconds. */
    readonly startTime?: number;
    readonly endTime?: number;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

const firstLineOf = (text = "") => text.split("\n", 1)[0] ?? "";

/** Each failed test with its file and what was wrong first. */
const failuresIn = (testResults: VitestReport["testResults"]) =>
  testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "failed")
      .map((test) => `${path.relative(ROOT, name)}: ${test.fullName}: ${firstLineOf(test.failureMessages?.[0])}`),
  );

/** `ok` is whether vitest exited with 0: an error outside of any test fails the stage too. */
export function readVitestReport(report: unknown, ok: boolean): StageResult {
  if (report === undefined) return checked(false, "did not finish", "vitest ended without a report");
  const { numPassedTests: passed, ...rest } = report as VitestReport; // the shape of vitest's JSON reporter
  const brokenFiles = rest.testResults.filter(({ status, assertionResults }) => {
    return status === "failed" && !assertionResults.some((test) => test.status === "failed");
  });
  const counted = rest.numFailedTests + brokenFiles.length;
  const failed = counted === 0 && !ok ? 1 : counted;
  const skipped = rest.numPendingTests + rest.numTodoTests;
  const names = rest.testResults.flatMap(({ assertionResults }) =>
    assertionResults
      .filter((test) => ["pending", "skipped", "todo"].includes(test.status))
      .map((test) => test.fullName),
  );
  return {
    passed,
    failed,
    skipped,
    summary: `${passed} passed, ${failed} failed, ${skipped} skipped in ${rest.testResults.length} files`,
    ...(brokenFiles.length > 0 && {
      details: brokenFiles.map((file) => `${file.name}: ${file.message ?? ""}`).join("\n"),
    }),
    ...(names.length > 0 && { notRun: names.map((name) => `skipped: ${name}`) }),
    failures: failuresIn(rest.testResults),
    timings: rest.testResults.map(({ name, startTime = 0, endTime = 0 }) => ({
      name: path.relative(ROOT, name),
      ms: endTime - startTime,
    })),
  };
}

export const buildStage: Stage = {
  name: "build",
  async run() {
    await buildWeb({ progress: terminalProgress(), logFile: inProject(".data/logs/build.log") });
    return checked(true, "the shop is built", "");
  },
};

/** Journeys in a real browser, on a stack of their own. */
export const browserStage: Stage = {
  name: "browser tests",
  async run(say) {
    if (!existsSync(inProject("apps/web/playwright.config.ts"))) return notRun("apps/web has no playwright.config.ts");
    const playwright = inProject("apps/web/node_modules/.bin/playwright");
    const chromium = await findOrInstall(BROWSERS, "chromium-headless-shell", say);
    if (!chromium) {
      say("no chromium on the PATH: installing Playwright's own");
      const { ok, tail } = await runTool({ command: [playwright, "install", "chromium"], cwd: inProject("apps/web") });
      if (!ok) return notRun(`there is no browser, and none could be installed: ${tail.split("\n").at(-1) ?? ""}`);
    }
    return await withFolder(async (folder) => {
      const report = path.join(folder, "playwright.json");
      const { ok } = await runTool({
        // A journey crosses six processes and a browser: a busy machine may spoil one try. What passes at the second only is said.
        command: [playwright, "test", "--reporter=list,json", "--retries=1"],
        cwd: inProject("apps/web"),
        env: {
          ...(await testEnv()),
          PLAYWRIGHT_JSON_OUTPUT_NAME: report,
          ...(chromium && { CARTWRIGHT_CHROMIUM: chromium }),
        },
        onLine: say,
        timeoutMs: SUITE_MS_MAX,
      });
      return readPlaywrightReport(await readJson(report), ok);
    });
  },
};

interface PlaywrightSuite {
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs?: readonly {
    readonly title: string;
    readonly file: string;
    readonly tests: readonly {
      readonly results: readonly {
        readonly duration: number;
        readonly error?: { readonly message?: string };
      }[];
    }[];
  }[];
}

interface PlaywrightReport {
  readonly suites?: readonly PlaywrightSuite[];
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly skipped: number;
    readonly flaky: number;
  };
}

/** Every journey with the time of all its attempts. */
function timingsOf(suite: PlaywrightSuite): readonly Timing[] {
  const own = (suite.specs ?? []).map(({ title, file, tests }) => ({
    name: `${file}: ${title}`,
    ms: tests.flatMap(({ results }) => results).reduce((total, { duration }) => total + duration, 0),
  }));
  return [...own, ...(suite.suites ?? []).flatMap(timingsOf)];
}

/** Each journey that failed, at its first try too, with what was wrong first. */
function failedTriesOf(suite: PlaywrightSuite): readonly string[] {
  const own = (suite.specs ?? []).flatMap(({ title, file, tests }) => {
    const error = tests.flatMap(({ results }) => results).find((result) => result.error !== undefined)?.error;
    return error ? [`${file}: ${title}: ${firstLineOf(stripVTControlCharacters(error.message ?? ""))}`] : [];
  });
  return [...own, ...(suite.suites ?? []).flatMap(failedTriesOf)];
}

export function readPlaywrightReport(report: unknown, ok: boolean): StageResult {
  if (report === undefined) return checked(false, "did not finish", "Playwright ended without a report");
  const { stats, suites = [] } = report as PlaywrightReport; // the shape of Playwright's JSON reporter
  const failed = stats.unexpected === 0 && !ok ? 1 : stats.unexpected;
  const passed = stats.expected + stats.flaky;
  const secondTries = stats.flaky > 0 ? ` (${stats.flaky} ONLY AT THE SECOND TRY)` : "";
  return {
    passed,
    failed,
    skipped: stats.skipped,
    summary: `${passed} passed${secondTries}, ${failed} failed, ${stats.skipped} skipped`,
    ...(stats.skipped > 0 && { notRun: [`${stats.skipped} skipped by their own conditions`] }),
    failures: suites.flatMap(failedTriesOf),
    timings: suites.flatMap(timingsOf),
  };
}

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
}

async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await makeTempFolder("run");
  try {
    return await work(folder.path);
  } finally {
    await folder.remove();
  }
}
