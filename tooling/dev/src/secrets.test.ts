import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ensureSecrets } from "./secrets.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "cartwright-secrets-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));
const file = () => path.join(folder, "secrets.json");

test("are made once, long and all different, readable by their owner only", async () => {
  const made = await ensureSecrets(folder, undefined);
  expect((await stat(file())).mode & 0o777).toBe(0o600);
  const { authSecret, sandboxWebhookSecret, postgresPassword, demoPasswords } = made;
  const all = [authSecret, sandboxWebhookSecret, postgresPassword, ...Object.values(demoPasswords)];
  expect(new Set(all).size).toBe(6);
  expect(Math.min(authSecret.length, sandboxWebhookSecret.length, postgresPassword.length)).toBeGreaterThanOrEqual(48);
  expect(await ensureSecrets(folder, "another password")).toEqual(made);
});

test("CARTWRIGHT_DEMO_PASSWORD before the first run is that of all three accounts; a short one is refused", async () => {
  await expect(ensureSecrets(folder, "short")).rejects.toThrow(/at least 8/);
  const { demoPasswords } = await ensureSecrets(folder, "a password to type");
  expect(Object.values(demoPasswords)).toEqual(Array.from({ length: 3 }, () => "a password to type"));
});

test("a damaged file is refused with a message, and left as it is", async () => {
  await writeFile(file(), "{");
  await expect(ensureSecrets(folder, undefined)).rejects.toThrow(/secrets\.json is damaged/);
  expect(await readFile(file(), "utf8")).toBe("{");
});
