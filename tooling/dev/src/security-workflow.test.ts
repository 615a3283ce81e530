import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { inProject } from "./project.ts";

const Step = z.object({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
});
const Workflow = z.object({
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(
    z.string(),
    z.object({
      "timeout-minutes": z.number().max(60),
      permissions: z.record(z.string(), z.string()).optional(),
      env: z.record(z.string(), z.string()).optional(),
      steps: z.array(Step).min(1),
    }),
  ),
});
const Job = z.object({
  type: z.string(),
  parameters: z.record(z.string(), z.unknown()).optional(),
  rules: z.array(z.object({ matchString: z.string(), replacementString: z.string() })).optional(),
  alertFilters: z
    .array(z.object({ ruleId: z.number(), newRisk: z.literal("False Positive"), url: z.string().optional() }))
    .optional(),
  tests: z.array(z.object({ type: z.string(), onFail: z.string() })).optional(),
  alwaysRun: z.boolean().optional(),
});
const Plan = z.object({
  env: z.object({
    contexts: z
      .array(z.object({ name: z.string(), urls: z.array(z.string()), excludePaths: z.array(z.string()) }))
      .length(1),
    parameters: z.object({ failOnError: z.literal(true) }),
  }),
  jobs: z.array(Job),
});

const read = (file: string) => readFile(inProject(file), "utf8");
const text = await read(".github/workflows/security.yml");
const { jobs, permissions } = Workflow.parse(parse(text));
/** Of this workflow and of the one that tests and builds, which runs what a change brings. */
const everyStep = [jobs, Workflow.parse(parse(await read(".github/workflows/ci.yml"))).jobs].flatMap((each) =>
  Object.values(each).flatMap(({ steps }) => steps),
);
const commands = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));

describe("the workflow", () => {
  test("may read, and only the analysis may write its findings", () => {
    expect(permissions).toEqual({ contents: "read" });
    const more = Object.entries(jobs).filter(([, job]) => job.permissions);
    expect(more.map(([name, job]) => [name, job.permissions])).toEqual([
      ["code", { actions: "read", contents: "read", "security-events": "write" }],
    ]);
  });

  test("pins actions and images by their hash", () => {
    const used = everyStep.flatMap(({ uses }) => uses ?? []);
    expect(used.length).toBeGreaterThan(15);
    for (const action of used) expect(action).toMatch(/^[\w-]+\/[\w/-]+@[0-9a-f]{40}$/);
    expect(jobs["scan"]?.env?.["ZAP_IMAGE"]).toMatch(/@sha256:[0-9a-f]{64}$/);
  });

  test("keeps no credentials of the checkout", () => {
    const checkouts = everyStep.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    expect(checkouts.length).toBeGreaterThan(5);
    for (const step of checkouts) expect(step.with).toMatchObject({ "persist-credentials": false });
  });

  test("names only files that exist", () => {
    const named = commands.flatMap((command) => command.match(/(?:apps|packages|tooling)\/[\w./-]+\.\w+/g) ?? []);
    const made = new Set(["tooling/security/zap/openapi.json"]);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((file) => !made.has(file) && !existsSync(inProject(file)))).toEqual([]);
  });

  test("looks at the history, at new advisories, and keeps the bill of materials", () => {
    const all = commands.join("\n");
    expect(all).toContain("supply-chain.ts --history");
    expect(all).toMatch(/audit --audit-level high/);
    expect(all).toContain("write-sbom.ts sbom.cdx.json");
    expect(JSON.stringify(jobs["supply-chain"]?.steps)).toContain('"fetch-depth":0');
  });

  test("changes settings that the compose file passes on", async () => {
    const compose = await read("docker-compose.yml");
    const names = [...text.matchAll(/\b([A-Z_]+)=(?:\d+\/15m|3600)/g)].map(([, name]) => name ?? "");
    expect(names.length).toBe(5);
    for (const name of names) expect(compose).toContain(`\${${name}:-`);
  });
});

describe.each(["baseline", "api"])("the plan %s.yaml", async (name) => {
  const plan = Plan.parse(parse(await read(`tooling/security/zap/${name}.yaml`)));
  const job = (type: string) => plan.jobs.find((each) => each.type === type);

  test("is run by the workflow, with every name that it reads from the environment", async () => {
    const step = commands.find((command) => command.includes(`/zap/plans/${name}.yaml`)) ?? "";
    expect(step).toContain("--env-file zap.env --env SHOP_ORIGIN");
    const names = new Set((await read(`tooling/security/zap/${name}.yaml`)).match(/(?<=\$\{)\w+(?=\})/g));
    const given = new Set(["SHOP_ORIGIN", "SHOP_COOKIE", "SHOP_CSRF"]);
    expect([...names].filter((each) => !given.has(each))).toEqual([]);
  });

  test("is logged in, and does not log itself out", () => {
    expect(plan.jobs[0]?.type).toBe("replacer");
    const headers = job("replacer")?.rules?.map(({ matchString }) => matchString);
    expect(headers).toEqual(name === "api" ? ["Cookie", "x-csrf-token"] : ["Cookie"]);
    expect(plan.env.contexts[0]?.excludePaths.join(" ")).toMatch(name === "api" ? /account/ : /signout/);
  });

  test("overlooks nothing but what is proven to be none: pages that cannot be posted to, and plain http of the scan's own", () => {
    const filters = job("alertFilter")?.alertFilters ?? [];
    expect(filters.map(({ ruleId }) => ruleId)).toEqual(name === "api" ? [10_106] : [10_202]);
    for (const { url } of filters.filter((filter) => filter.url !== undefined)) {
      const applies = new RegExp(`^${url?.replace("${SHOP_ORIGIN}", "http://localhost:3000")}$`);
      expect("http://localhost:3000/login?next=/account").toMatch(applies);
      expect("http://localhost:3000/api/auth/signin").not.toMatch(applies);
    }
  });

  test("fails when it saw nothing, and on findings of medium and above", () => {
    const seen = plan.jobs.flatMap(({ tests = [] }) => tests);
    expect(seen.map(({ type, onFail }) => [type, onFail])).toEqual([["stats", "error"]]);
    expect(plan.jobs.at(-1)).toMatchObject({
      type: "exitStatus",
      alwaysRun: true,
      parameters: { errorLevel: "Medium" },
    });
  });
});
