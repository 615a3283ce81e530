import { writeFile } from "node:fs/promises";
import path from "node:path";
import { makeTempFolder } from "@cartwright/db/testing/temp-folder";
import { expect, onTestFinished, test } from "vitest";
import { isFilled, markFilled } from "./kept-shop.ts";

const SIZE = { orders: 1_000, customers: 200, products: 300 };

test("a kept shop is used again for its own size only, and nothing else is taken for one", async () => {
  const temporary = await makeTempFolder("kept-shop");
  onTestFinished(() => temporary.remove());
  const folder = temporary.path;
  expect(await isFilled(path.join(folder, "none"), SIZE)).toBe(false);
  expect(await isFilled(folder, SIZE)).toBe(false);
  await writeFile(path.join(folder, "postgres"), "a fill that broke off");
  await expect(isFilled(folder, SIZE)).rejects.toThrow("something other than a filled shop");
  await markFilled(folder, SIZE);
  expect(await isFilled(folder, SIZE)).toBe(true);
  await expect(isFilled(folder, { ...SIZE, orders: 2_000 })).rejects.toThrow("a shop of 1000 orders");
});
