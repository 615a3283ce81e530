import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { makeTempFolder, type TempFolder } from "@cartwright/db/testing/temp-folder";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newFileKey } from "../../kernel/stored-file.ts";
import { uploadedPath } from "./import-files.ts";
import { sniffFile } from "./sniff-file.ts";

const HEADER = "Handle,Title,Variant SKU,Variant Inventory Qty,Variant Price";
const GOOD = [HEADER, "oak-tray,Oak tray,OT-1,12,24.50", ""].join("\n");

let folder: TempFolder;
beforeAll(async () => {
  folder = await makeTempFolder("sniff");
});
afterAll(() => folder.remove());

const sniff = async (content: string | Buffer) => {
  const key = newFileKey();
  const path = uploadedPath(folder.path, key);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  return sniffFile(folder.path, key);
};

describe("a file that is no product file is refused by its beginning", () => {
  test.each([
    ["an empty file", ""],
    ["a workbook", Buffer.from("504b0304aabbcc", "hex")],
    ["a picture", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex")],
    ["another table", "Name,Telephone\nA,1\n"],
  ])("%s", async (_what, content) => {
    await expect(sniff(content)).rejects.toMatchObject({ reason: "import_invalid" });
  });

  test.each([
    ["commas", GOOD],
    ["tabs", GOOD.replaceAll(",", "\t")],
    ["UTF-16", Buffer.from(`\uFEFF${GOOD}`, "utf16le")],
    ["only a header so far", HEADER],
    ["a long first cell in quotation marks", `${HEADER}\noak,"${"x".repeat(200_000)}`],
  ])("but not one with %s", async (_what, content) => {
    await expect(sniff(content)).resolves.toBeUndefined();
  });
});
