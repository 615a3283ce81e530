import { execFileSync } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listHistory, listTracked, readBlob } from "./git-files.ts";
import { checkCatalogue, checkLockfile, checkManifest } from "./lockfile.ts";
import { findSecrets, SCANNED_BYTES_MAX } from "./secrets.ts";
import { FLOORS } from "./version-floors.ts";

const messages = (findings: readonly { message: string }[]) => findings.map((finding) => finding.message);
const root = join(import.meta.dirname, "../../..");
const lockfile = readFileSync(join(root, "pnpm-lock.yaml"), "utf8");

describe("dependencies", () => {
  it("finds nothing in the lockfile as it is, and every direct dependency that has a floor in it", () => {
    expect(checkLockfile(lockfile, FLOORS)).toEqual([]);
    for (const name of ["next", "next-auth", "kysely", "nodemailer", "socket.io-parser"])
      expect([name, lockfile.includes(`\n  ${name}@`), FLOORS.some((floor) => floor.package === name)]).toEqual([
        name,
        true,
        true,
      ]);
  });

  it("refuses a version below its floor, a pre-release of it too, in the line that is meant", () => {
    const floors = [
      { package: "next", minimum: "16.3.3", reason: "GHSA-x" },
      { package: "@scope/jose", line: 4, minimum: "4.15.5", reason: "CVE-y" },
    ];
    const entry = (key: string) => `  '${key}':\n    resolution: {integrity: sha512-x}\n`;
    const old = ["next@16.3.2", "next@16.3.3-canary.1", "next@9.99.99", "@scope/jose@4.15.4"];
    const fine = [
      "next@16.3.3",
      "next@16.10.0",
      "next@17.0.0",
      "@scope/jose@4.15.5",
      "@scope/jose@3.0.0",
      "next-auth@1.0.0",
    ];
    expect(messages(checkLockfile(`packages:\n${[...old, ...fine].map(entry).join("")}`, floors))).toEqual([
      "next 16.3.2 has a known weakness: take 16.3.3 or newer (GHSA-x)",
      "next 16.3.3-canary.1 has a known weakness: take 16.3.3 or newer (GHSA-x)",
      "next 9.99.99 has a known weakness: take 16.3.3 or newer (GHSA-x)",
      "@scope/jose 4.15.4 has a known weakness: take 4.15.5 or newer (CVE-y)",
    ]);
  });

  it("refuses an address, a package without a hash, and a lockfile in which it sees nothing", () => {
    const address = "packages:\n  a@1.0.0:\n    resolution: {integrity: sha512-x, tarball: a.tgz}\n";
    expect(messages(checkLockfile(address, []))).toEqual(["holds an address: packages come from the registry"]);
    const named = "packages:\n  '@cspell/dict-git@3.1.1':\n    resolution: {integrity: sha512-x}\n";
    expect(messages(checkLockfile(named, []))).toEqual([]);
    const unhashed = "packages:\n  a@1.0.0:\n    resolution: {directory: ../a}\n";
    expect(messages(checkLockfile(unhashed, []))).toEqual(["a@1.0.0 is not checked by a SHA-512"]);
    expect(messages(checkLockfile("lockfileVersion: '9.0'\n", []))).toEqual([
      "holds no packages: the check sees nothing",
    ]);
  });

  it("refuses a range in a manifest and in the catalogue", () => {
    const manifest = JSON.stringify({
      dependencies: { a: "catalog:", b: "^1.0.0" },
      devDependencies: { c: "workspace:*" },
    });
    expect(messages(checkManifest("x/package.json", manifest))).toEqual([
      'b is "^1.0.0": write "catalog:" and pin it in pnpm-workspace.yaml',
    ]);
    const settings = "lockfileIncludeTarballUrl: false\n";
    expect(checkCatalogue(`${settings}catalog:\n  a: 1.2.3\n  b: 1.2.3-beta.4\noverrides:\n  c>d: "-"\n`)).toEqual([]);
    expect(messages(checkCatalogue(`${settings}catalog:\n  a: ^1.2.3\n  b: latest\n  c: 1.2\n`))).toEqual([
      'a is "^1.2.3": pin one version',
      'b is "latest": pin one version',
      'c is "1.2": pin one version',
    ]);
    expect(messages(checkCatalogue("catalog: {}\n"))).toEqual(["lockfileIncludeTarballUrl must be false"]);
  });
});

const random = (bytes: number) => randomBytes(bytes).toString("base64url").replaceAll(/[-_]/g, "x");
const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

/** Made here, so that the scan of this very file finds nothing. */
const PLANTED: Readonly<Record<string, string>> = {
  "a private key": privateKey,
  "an access key of a cloud": `AWS_SECRET_ACCESS_KEY=${random(30)}`,
  "a token of GitHub": `const token = "${["ghp", random(27)].join("_")}";`,
  "a database with its password": `DATABASE_URL=postgres://shop:${random(12)}@db.example.com.internal:5432/shop`,
};

describe("secrets", () => {
  let folder = "";
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", ...args], { cwd: folder });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "cartwright-history-"));
    git("init", "-q");
    for (const text of [PLANTED["a private key"] ?? "", "nothing here any more"]) {
      writeFileSync(join(folder, "notes.txt"), text);
      git("add", ".");
      git("commit", "-qm", "notes");
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(Object.entries(PLANTED))("finds %s, and does not print it", async (_, text) => {
    const findings = await findSecrets("a.txt", `first line\n${text}\n`);
    expect(findings.length).toBeGreaterThan(0);
    expect(findings[0]).toMatchObject({ path: "a.txt", line: 2 });
    expect(JSON.stringify(findings)).not.toContain(text.slice(-20));
  });

  it("lets through what tests make up", async () => {
    const text = `const url = "postgres://cartwright:${random(12)}@127.0.0.1:5432/shop";`;
    expect(await findSecrets("a.test.ts", text)).toEqual([]);
  });

  it("finds what was committed once and is gone from the files", async () => {
    expect(listTracked(folder)).toEqual(["notes.txt"]);
    const blobs = listHistory(folder, SCANNED_BYTES_MAX);
    const found = await Promise.all(
      blobs.map(({ id, path }) => findSecrets(path, readBlob(folder, id).toString("utf8"))),
    );
    expect(blobs).toHaveLength(2);
    expect(found.flat()).toHaveLength(1);
  });
});
