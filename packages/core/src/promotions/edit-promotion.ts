import {
  type AdminArchivePromotion,
  type AdminCreatePromotion,
  type AdminSavePromotion,
  AUTOMATIC_MAX,
  type PromotionId,
} from "@cartwright/contracts/promotions";
import { type Tx, violatedConstraint } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../kernel/app-error.ts";
import { newId } from "../kernel/ids.ts";
import { fieldError } from "../kernel/field-error.ts";
import {
  insertPromotion,
  isSingleUseCode,
  lockAutomatic,
  lockPromotion,
  type PromotionValues,
  type StoredPromotion,
  updateArchived,
  updatePromotion,
} from "./edits.sql.ts";

/** What was entered, with null for what the promotion does not have. Each product, category and collection counts once. */
export function toValues(input: AdminCreatePromotion): PromotionValues {
  const { method, kind, title, minimumMinor, minimumQuantity, combinable } = input;
  return {
    method,
    kind,
    title,
    minimumMinor,
    minimumQuantity,
    combinable,
    code: input.code ?? null,
    percentBp: input.percentBp ?? null,
    amountMinor: input.amountMinor ?? null,
    buyQuantity: input.buyQuantity ?? null,
    getQuantity: input.getQuantity ?? null,
    productIds: [...new Set(input.productIds)],
    categoryIds: [...new Set(input.categoryIds)],
    collectionIds: [...new Set(input.collectionIds)],
    startsAt: input.startsAt ?? null,
    endsAt: input.endsAt ?? null,
    usageLimit: input.usageLimit ?? null,
    perCustomerLimit: input.perCustomerLimit ?? null,
  };
}

/** Refuses one of a promotion's own fields. */
const refuse: (field: keyof PromotionValues, message: string, cause?: unknown) => AppError = fieldError;

const codeTaken = (cause?: unknown) => refuse("code", getTranslations("fieldProblems")("codeTaken"), cause);

async function write(tx: Tx, code: string | null, writing: () => Promise<void>): Promise<void> {
  if (code !== null && (await isSingleUseCode(tx, code))) throw codeTaken();
  try {
    await writing();
  } catch (error) {
    throw violatedConstraint(error) === "promotions_code_key" ? codeTaken(error) : error;
  }
}

/** Creates a promotion. Throws `invalid_input`: the code is taken, or there are too many without one. The caller audits it. */
export async function createPromotion(tx: Tx, values: PromotionValues): Promise<PromotionId> {
  if (values.method === "automatic" && (await lockAutomatic(tx)) >= AUTOMATIC_MAX)
    throw refuse("method", getTranslations("errorDetails")("automaticMax", { max: AUTOMATIC_MAX }));
  const id = newId<PromotionId>();
  await write(tx, values.code, () => insertPromotion(tx, id, values));
  return id;
}

async function lock(tx: Tx, { promotionId, version }: AdminArchivePromotion): Promise<StoredPromotion> {
  const stored = await lockPromotion(tx, promotionId);
  if (!stored) throw new AppError("not_found");
  if (stored.version !== version) throw new AppError("stale_write");
  return stored;
}

/**
 * Changes a promotion to these values, if it is as it was read. Orders keep what they were given. Throws `not_found`, `stale_write`,
 * `illegal_transition` (archived) and `invalid_input` (the code is taken; a limit below its uses; another method). Returns what
 * it was; the caller audits it.
 */
export async function savePromotion(
  tx: Tx,
  at: Pick<AdminSavePromotion, "promotionId" | "version">,
  values: PromotionValues,
): Promise<PromotionValues> {
  const stored = await lock(tx, at);
  const t = getTranslations("fieldProblems");
  if (!stored.active) throw new AppError("illegal_transition");
  if (stored.values.method !== values.method) throw refuse("method", t("choice"));
  if (values.usageLimit !== null && values.usageLimit < stored.used)
    throw refuse("usageLimit", t("usedMoreOften", { count: stored.used }));
  await write(tx, values.code === stored.values.code ? null : values.code, () =>
    updatePromotion(tx, at.promotionId, values),
  );
  return stored.values;
}

/**
 * Archives a promotion for good: it no longer applies to new orders. Throws `not_found`, `stale_write` and `illegal_transition`
 * (archived before). The caller audits it.
 */
export async function archivePromotion(tx: Tx, at: AdminArchivePromotion): Promise<void> {
  const stored = await lock(tx, at);
  if (!stored.active) throw new AppError("illegal_transition");
  await updateArchived(tx, at.promotionId);
}
