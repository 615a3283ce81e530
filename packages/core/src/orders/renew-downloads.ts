import { DOWNLOAD_DAYS } from "@cartwright/contracts/downloads";
import type { OrderId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../kernel/app-error.ts";
import { renewGrant, selectRenewable } from "./downloads.sql.ts";

interface DownloadLine {
  readonly orderId: OrderId;
  readonly position: number;
}

const refused = () =>
  new AppError("illegal_transition", { message: getTranslations("errorDetails")("downloadNotRenewed") });

/** Refuses what {@link renewDownloads} would refuse the order's owner, before anything is counted for it. */
export async function requireRenewable(db: Db, line: DownloadLine): Promise<void> {
  if (!(await selectRenewable(db, line, true))) throw refused();
}

/**
 * Begins the downloads of a line again: 30 days, ten times each file. Shoppers may do so three times (`byOwner`), staff always.
 * Throws `illegal_transition` when they may not, when there are none, or when the order was cancelled or refunded.
 */
export async function renewDownloads(tx: Tx, line: DownloadLine, byOwner: boolean): Promise<void> {
  if (!(await renewGrant(tx, line, { byOwner, days: DOWNLOAD_DAYS }))) throw refused();
}
