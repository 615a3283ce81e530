import { DOWNLOAD_DAYS } from "@cartwright/contracts/downloads";
import type { OrderId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { type GrantedFile, insertDownloads, selectDigitalLines } from "./downloads.sql.ts";

export type { GrantedFile } from "./downloads.sql.ts";

/** The lines of some orders that are delivered as files. */
export async function readDigitalLines(
  tx: Tx,
  orderIds: readonly OrderId[],
): Promise<Awaited<ReturnType<typeof selectDigitalLines>>> {
  return orderIds.length === 0 ? [] : selectDigitalLines(tx, orderIds);
}

/** Lets buyers download copies of files for 30 days, each ten times. Repeating it changes nothing. */
export async function grantDownloads(tx: Tx, files: readonly GrantedFile[]): Promise<void> {
  await insertDownloads(tx, files, DOWNLOAD_DAYS);
}
