import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { BackOfficeSize } from "./fill-back-office.ts";

/** Written when a shop is whole, so that a fill that broke off is not taken for one. */
const MARK = "bench-shop.json";

/** Whether a folder holds a filled shop of this size. Throws when it holds anything else. */
export async function isFilled(folder: string, size: BackOfficeSize): Promise<boolean> {
  if (!existsSync(folder) || (await readdir(folder)).length === 0) return false;
  const mark = path.join(folder, MARK);
  if (!existsSync(mark))
    throw new Error(
      `${folder} holds something other than a filled shop. Delete it, or name another folder with --keep.`,
    );
  const found = JSON.parse(await readFile(mark, "utf8")) as BackOfficeSize; // written by markFilled
  if (found.orders !== size.orders || found.customers !== size.customers || found.products !== size.products)
    throw new Error(
      `${folder} holds a shop of ${found.orders} orders, ${found.customers} customers and ${found.products} products. ` +
        "Ask for that size, or name another folder with --keep.",
    );
  return true;
}

export const markFilled = (folder: string, { orders, customers, products }: BackOfficeSize): Promise<void> =>
  writeFile(path.join(folder, MARK), JSON.stringify({ orders, customers, products }));
