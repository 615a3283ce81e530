import { readFileSync } from "node:fs";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "./testing/database.ts";

const PACKAGE = fileURLToPath(new URL("..", import.meta.url));
const run = promisify(execFile);

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

it("the generated types are those of the migrated schema", async () => {
  const folder = await mkdtemp(join(tmpdir(), "types-"));
  const outFile = join(folder, "schema.ts");
  try {
    const { scripts } = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8")) as {
      scripts: { types: string };
    };
    // The script that writes the committed file, with a different output file.
    const options = scripts.types
      .split(" ")
      .slice(1)
      .map((option) => option.replaceAll("'", ""));
    const command = join(PACKAGE, "node_modules/.bin/kysely-codegen");
    const withOutFile = options.map((option) => (option === "src/generated/schema.ts" ? outFile : option));
    await run(command, withOutFile, { cwd: PACKAGE, env: { ...process.env, DATABASE_URL: database.url } });
    expect(readFileSync(outFile, "utf8")).toBe(readFileSync(join(PACKAGE, "src/generated/schema.ts"), "utf8"));
  } finally {
    await rm(folder, { recursive: true });
  }
});
