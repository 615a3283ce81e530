import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { type CommandHelp, readCommandLine } from "./command-line.ts";
import { inProject } from "./project.ts";

const COMMAND: CommandHelp = {
  name: "npm run bake",
  does: "Bakes a loaf.",
  forms: ["LOAF [--minutes M] [--crisp]"],
  options: {
    minutes: { type: "string", value: "M", says: "how long, in minutes (40)" },
    crisp: { type: "boolean", says: "with a crust" },
  },
  examples: ["npm run bake -- rye --minutes 50"],
  exits: { 0: "when it is done", 2: "when it was called wrongly" },
};
const read = (...args: string[]) => readCommandLine(COMMAND, args);

it("gives values and words", () => {
  expect(read("rye", "--minutes", "50")).toEqual({ kind: "run", values: { minutes: "50" }, positionals: ["rye"] });
});

it("says all of it when asked, and names what is known when it was called wrongly", () => {
  for (const flag of ["--help", "-h"]) {
    const { kind, text } = { text: "", ...read(flag) };
    expect([kind, text]).toEqual([
      "help",
      expect.stringContaining("Usage: npm run bake -- LOAF [--minutes M] [--crisp]"),
    ]);
    expect(text).toMatch(/--minutes M +how long, in minutes \(40\)/);
    expect(text).toContain("Ends with 0 when it is done, 2 when it was called wrongly.");
  }
  expect(read("--salt")).toMatchObject({ kind: "wrong" });
  expect(read("--salt")).toHaveProperty(
    "text",
    expect.stringMatching(/^There is no option --salt\. Known are --minutes, --crisp, --help\./),
  );
  expect(read("--minutes")).toHaveProperty("text", expect.stringMatching(/^--minutes needs a value: --minutes M\./));
  expect(read("--crisp=very")).toHaveProperty("text", expect.stringMatching(/^--crisp takes no value\./));
});

it.each(["admin", "catalog", "bench", "chaos", "doctor", "check", "start", "dev", "test"])(
  "npm run %s -- --help says how it is called, and an unknown option is refused",
  (name) => {
    const run = (flag: string) =>
      spawnSync(process.execPath, [inProject("tooling/dev/bin/cartwright.mjs"), name, flag], { encoding: "utf8" });
    const { status, stdout, stderr } = run("--help");
    expect([status, stderr]).toEqual([0, ""]);
    for (const part of ["Usage: npm", "--help", "Example:", "Ends with 0"]) expect(stdout).toContain(part);
    const wrong = run("--nonsense");
    expect([wrong.status, wrong.stderr]).toEqual([
      2,
      expect.stringContaining("There is no option --nonsense. Known are"),
    ]);
  },
);
