import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { inProject } from "./project.ts";
import { checked, notRun, runStages } from "./stages.ts";
import { readPlaywrightReport, readVitestReport } from "./test-stages.ts";

let printed: string[];
beforeEach(() => {
  printed = [];
  vi.spyOn(console, "log").mockImplementation((line: string) => void printed.push(line));
});
afterEach(() => vi.restoreAllMocks());

test("the last line counts everything, a stage that breaks off does not keep the next, and a failure is the outcome", async () => {
  const ok = await runStages([
    { name: "format", run: async () => checked(true, "12 files", "") },
    { name: "lint", run: () => Promise.reject(new Error("no such program")) },
    { name: "unit", run: async () => ({ passed: 40, failed: 0, skipped: 2, summary: "" }) },
    { name: "browser", run: async () => notRun("there is no browser") },
  ]);
  expect(ok).toBe(false);
  expect(printed.at(-1)).toBe("\n41 passed, 1 failed, 3 skipped");
  const text = printed.join("\n");
  expect(text).toContain("no such program");
  expect(text).toContain("NOT RUN:\n  browser: there is no browser");
  expect(text).toContain("FAILED: lint");
});

test("everything well is success", async () => {
  expect(await runStages([{ name: "format", run: async () => checked(true, "", "") }])).toBe(true);
  expect(printed.at(-1)).toBe("\n1 passed, 0 failed, 0 skipped");
});

test("lanes run side by side, each line says whose it is, and results keep their order", async () => {
  const { promise: seen, resolve: see } = Promise.withResolvers<void>();
  const ok = await runStages(
    [
      {
        name: "unit, database and more",
        async run(say) {
          await seen;
          say("12 tests\n13 tests");
          return checked(true, "", "");
        },
      },
    ],
    [
      {
        name: "build",
        async run() {
          see();
          return checked(false, "", "no disk");
        },
      },
    ],
  );
  expect(ok).toBe(false);
  const text = printed.join("\n");
  expect(text).toContain("unit     │ 12 tests\nunit     │ 13 tests");
  expect(text).toContain("build    │ no disk");
  expect(text).toMatch(/TIME:\n.*unit, database and more\n.*build\n.*the whole run/);
  expect(printed.at(-1)).toBe("\n1 passed, 1 failed, 0 skipped");
});

test("the end of the run lists the cost of each stage and the ten slowest parts", async () => {
  const timings = Array.from({ length: 12 }, (_, index) => ({ name: `file-${index}.test.ts`, ms: index * 1_000 }));
  await runStages([{ name: "unit", run: async () => ({ ...checked(true, "", ""), timings }) }]);
  const text = printed.join("\n");
  expect(text).toMatch(/TIME:\n +0\.0 s {2}unit/);
  expect(text).toContain("SLOWEST (unit):\n    11.0 s  file-11.test.ts\n    10.0 s  file-10.test.ts");
  expect(text).toContain("2.0 s  file-2.test.ts");
  expect(text).not.toContain("file-1.test.ts");
});

test("the end of the run names what failed, also in a long list, just before the counts", async () => {
  const failures = Array.from({ length: 30 }, (_, index) => `file-${index}.test.ts: adds: ${"x".repeat(400)}`);
  const unit = async () => ({ ...checked(false, "", ""), failures });
  await runStages([{ name: "unit", run: unit }]);
  const [named, failed, counts] = printed.slice(-3);
  expect(named).toContain("FAILED AT THE FIRST TRY (unit):\n  file-0.test.ts: adds: xxx");
  expect(named).toContain("and 5 more");
  expect(named?.length).toBeLessThan(8_000);
  expect([failed, counts]).toEqual(["\nFAILED: unit", "\n0 passed, 1 failed, 0 skipped"]);
});

const report = (change: object) => ({
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [{ name: "a.test.ts", status: "passed", assertionResults: [] }],
  ...change,
});

test("a vitest run counts its tests, names what it skipped, and fails for a file that cannot be loaded", () => {
  expect(readVitestReport(report({}), true)).toMatchObject({ passed: 3, failed: 0, skipped: 0 });
  const skipping = report({
    numPendingTests: 1,
    testResults: [
      { name: "a.test.ts", status: "passed", assertionResults: [{ status: "skipped", fullName: "redis › adds" }] },
    ],
  });
  expect(readVitestReport(skipping, true)).toMatchObject({ skipped: 1, notRun: ["skipped: redis › adds"] });
  const broken = report({
    testResults: [{ name: "b.test.ts", status: "failed", message: "cannot find x", assertionResults: [] }],
  });
  expect(readVitestReport(broken, false)).toMatchObject({ passed: 3, failed: 1, details: "b.test.ts: cannot find x" });
});

test("a runner that ends badly fails the stage, whatever its report says, and so does one without a report", () => {
  expect(readVitestReport(report({}), false)).toMatchObject({ passed: 3, failed: 1 });
  expect(readVitestReport(undefined, true)).toMatchObject({ failed: 1 });
  const stats = { expected: 5, unexpected: 0, flaky: 1, skipped: 1 };
  expect(readPlaywrightReport({ stats }, false)).toMatchObject({ failed: 1, skipped: 1 });
  expect(readPlaywrightReport({ stats: { ...stats, unexpected: 2 } }, false)).toMatchObject({ passed: 6, failed: 2 });
  expect(readPlaywrightReport(undefined, true)).toMatchObject({ failed: 1 });
});

test("both reports give the time of each file and journey, all attempts together", () => {
  const file = { name: inProject("packages/a.test.ts"), status: "passed", assertionResults: [] };
  const testResults = [{ ...file, startTime: 1_000, endTime: 3_500 }];
  expect(readVitestReport(report({ testResults }), true).timings).toEqual([{ name: "packages/a.test.ts", ms: 2_500 }]);
  const results = [{ duration: 400 }, { duration: 600 }];
  const specs = [{ title: "a guest buys", file: "buy.spec.ts", tests: [{ results }] }];
  const stats = { expected: 1, unexpected: 0, flaky: 0, skipped: 0 };
  expect(readPlaywrightReport({ stats, suites: [{ specs: [], suites: [{ specs }] }] }, true).timings).toEqual([
    { name: "buy.spec.ts: a guest buys", ms: 1_000 },
  ]);
});

test("both reports name what failed, and the browser's what failed at its first try", () => {
  const failed = { status: "failed", fullName: "cart adds", failureMessages: ["Error: 3 is not 4\n  at x"] };
  const file = { name: inProject("packages/a.test.ts"), status: "failed", assertionResults: [failed] };
  const { failures } = readVitestReport(report({ numFailedTests: 1, testResults: [file] }), false);
  expect(failures).toEqual(["packages/a.test.ts: cart adds: Error: 3 is not 4"]);
  const results = [
    { duration: 400, error: { message: "\u001b[31mnot visible\u001b[39m\nCall log" } },
    { duration: 600 },
  ];
  const specs = [{ title: "a guest buys", file: "buy.spec.ts", tests: [{ results }] }];
  const stats = { expected: 0, unexpected: 0, flaky: 1, skipped: 0 };
  expect(readPlaywrightReport({ stats, suites: [{ specs }] }, true).failures).toEqual([
    "buy.spec.ts: a guest buys: not visible",
  ]);
});

test("a journey that passes at the second try only counts as passed, and is pointed out", () => {
  const stats = { expected: 5, unexpected: 0, flaky: 1, skipped: 0 };
  expect(readPlaywrightReport({ stats }, true)).toMatchObject({
    passed: 6,
    failed: 0,
    summary: "6 passed (1 ONLY AT THE SECOND TRY), 0 failed, 0 skipped",
  });
});
