import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { complaintAbout } from "./require-node.mjs";

const catalog = readFileSync(new URL("../../../pnpm-workspace.yaml", import.meta.url), "utf8");
const [pinned = "", major = ""] = /(?<=^ +"node": )(\d+)\.[\d.]+/m.exec(catalog) ?? [];

it("accepts the Node that the project pins, and newer ones", () => {
  expect(pinned).not.toBe("");
  expect([pinned, `${major}.0.0`, `${Number(major) + 1}.0.0`].map(complaintAbout)).toEqual([null, null, null]);
});

it.each(["20.20.2", "18.0.0", "9.11.2"])("says which Node it needs, that this is %s, and how to start", (version) => {
  const complaint = complaintAbout(version);
  expect(complaint).toContain(`needs Node ${major} or newer`);
  expect(complaint).toContain(`this is Node ${version},`);
  expect(complaint).toContain("`npm start`");
});

it("refuses the Node before the one that the project pins", () => {
  expect(complaintAbout(`${Number(major) - 1}.99.0`)).not.toBeNull();
});
