import type { OrderId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { hashSecret, newSecret } from "../kernel/ids.ts";
import { selectDownloadLines, updateDownloadKeys } from "./downloads.sql.ts";

export interface DownloadLink {
  readonly title: string;
  readonly url: string;
}

/**
 * New links to the downloads of some orders, one a line, for one mail each; earlier ones stop working. The key is behind the
 * `#`, as in links to orders, so it reaches no log and no other site.
 */
export async function createDownloadLinks(
  tx: Tx,
  publicOrigin: string,
  orderIds: readonly OrderId[],
): Promise<Map<OrderId, DownloadLink[]>> {
  const lines = orderIds.length === 0 ? [] : await selectDownloadLines(tx, orderIds);
  if (lines.length === 0) return new Map();
  const keyed = lines.map(({ orderId, position, title }) => ({ orderId, position, title, key: newSecret() }));
  await updateDownloadKeys(
    tx,
    keyed.map(({ orderId, position, key }) => ({ orderId, position, keyHash: hashSecret(key) })),
  );
  return new Map(
    [...Map.groupBy(keyed, ({ orderId }) => orderId)].map(([orderId, list]) => [
      orderId,
      list.map(({ title, key }) => ({ title, url: `${publicOrigin}/downloads#key=${key}` })),
    ]),
  );
}
