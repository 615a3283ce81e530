import { type AdminSchedulePublication, type ProductAt, PUBLISH_DAYS_MAX } from "@cartwright/contracts/product-acts";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../../kernel/app-error.ts";
import { fieldError } from "../../kernel/field-error.ts";
import { lockProducts } from "../products.sql.ts";
import { selectPublication, updatePublication } from "./publication.sql.ts";

const DAY_MS = 86_400_000;

/** When a product was to be published before a change of that, and after it. */
export interface Rescheduled {
  readonly before: Date | null;
  readonly after: Date | null;
}

/** Locks a draft that is as it was read. */
async function lockDraft(tx: Tx, { productId, version }: ProductAt): Promise<Date | null> {
  const [product] = await lockProducts(tx, [productId]);
  if (!product) throw new AppError("not_found");
  if (product.version !== version) throw new AppError("stale_write");
  if (product.status !== "draft")
    throw new AppError("illegal_transition", { message: getTranslations("errorDetails")("publishDraftOnly") });
  return (await selectPublication(tx, productId)) ?? null;
}

/**
 * Schedules a draft's publication, or moves it. Throws `not_found`, `stale_write`, `illegal_transition` (it is no
 * draft) and `invalid_input` (a time that has passed, or is more than two years away). The caller audits it.
 */
export async function schedulePublication(
  tx: Tx,
  { publishAt, ...at }: AdminSchedulePublication,
  nowMs: number = Date.now(),
): Promise<Rescheduled> {
  const t = getTranslations("fieldProblems");
  const after = new Date(publishAt);
  if (after.getTime() <= nowMs) throw fieldError("publishAt", t("publishPast"));
  if (after.getTime() > nowMs + PUBLISH_DAYS_MAX * DAY_MS)
    throw fieldError("publishAt", t("publishFar", { days: PUBLISH_DAYS_MAX }));
  const before = await lockDraft(tx, at);
  await updatePublication(tx, at.productId, after);
  return { before, after };
}

/** Cancels a scheduled publication. Throws as {@link schedulePublication}, and `illegal_transition` when it has no date. The caller audits it. */
export async function cancelPublication(tx: Tx, at: ProductAt): Promise<Rescheduled> {
  const before = await lockDraft(tx, at);
  if (before === null)
    throw new AppError("illegal_transition", { message: getTranslations("errorDetails")("notScheduled") });
  await updatePublication(tx, at.productId, null);
  return { before, after: null };
}
