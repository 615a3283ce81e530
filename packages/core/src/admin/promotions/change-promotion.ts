import type {
  AdminArchivePromotion,
  AdminCreatePromotion,
  AdminPromotion,
  AdminSavePromotion,
} from "@cartwright/contracts/promotions";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { appendAudit } from "../../kernel/append-audit.ts";
import { AppError } from "../../kernel/app-error.ts";
import type { Deps } from "../../kernel/deps.ts";
import { archivePromotion, createPromotion, savePromotion, toValues } from "../../promotions/edit-promotion.ts";
import { differences } from "../product-changes.ts";
import { auditOf, type PlainStaffAct } from "../staff-act.ts";
import { getPromotion } from "./get-promotion.ts";
import { countScope } from "./promotions.sql.ts";

type Values = ReturnType<typeof toValues>;

/** Lists as texts, so that they are compared and recorded by what they name. */
const flat = (values: Values) => ({
  ...values,
  productIds: values.productIds.toSorted().join(" "),
  categoryIds: values.categoryIds.toSorted().join(" "),
  collectionIds: values.collectionIds.toSorted().join(" "),
});

/** Refuses products, categories and collections that do not exist. */
async function requireScope(tx: Tx, { productIds, categoryIds, collectionIds }: Values): Promise<void> {
  const known = await countScope(tx, { productIds, categoryIds, collectionIds });
  const t = getTranslations("fieldProblems");
  const fields = {
    ...(known.products === productIds.length ? {} : { productIds: t("productGone") }),
    ...(known.categories === categoryIds.length ? {} : { categoryIds: t("category") }),
    ...(known.collections === collectionIds.length ? {} : { collectionIds: t("collectionGone") }),
  };
  if (Object.keys(fields).length > 0) throw new AppError("invalid_input", { fields });
}

/** Creates a promotion that staff entered, and audits it. Errors are those of {@link createPromotion}. */
export async function createPromotionAsStaff(
  deps: Pick<Deps, "db">,
  input: AdminCreatePromotion,
  act: PlainStaffAct,
): Promise<AdminPromotion> {
  const values = toValues(input);
  const id = await inTransaction(deps.db, async (tx) => {
    await requireScope(tx, values);
    const promotionId = await createPromotion(tx, values);
    const { before: _none, after } = differences({}, flat(values));
    const subject = { kind: "promotion", id: promotionId };
    await appendAudit(tx, { ...auditOf(act), action: "promotions.create", subject, after });
    return promotionId;
  });
  return getPromotion(deps.db, id);
}

/** Saves a promotion as staff want it, and audits what changed. Errors are those of {@link savePromotion}. */
export async function savePromotionAsStaff(
  deps: Pick<Deps, "db">,
  input: AdminSavePromotion,
  act: PlainStaffAct,
): Promise<AdminPromotion> {
  const values = toValues(input);
  const { promotionId } = input;
  await inTransaction(deps.db, async (tx) => {
    await requireScope(tx, values);
    const was = await savePromotion(tx, input, values);
    const subject = { kind: "promotion", id: promotionId };
    const changes = differences(flat(was), flat(values));
    await appendAudit(tx, { ...auditOf(act), ...changes, action: "promotions.save", subject });
  });
  return getPromotion(deps.db, promotionId);
}

/** Archives a promotion and audits it. Errors are those of {@link archivePromotion}. */
export async function archivePromotionAsStaff(
  deps: Pick<Deps, "db">,
  input: AdminArchivePromotion,
  act: PlainStaffAct,
): Promise<AdminPromotion> {
  await inTransaction(deps.db, async (tx) => {
    await archivePromotion(tx, input);
    await appendAudit(tx, {
      ...auditOf(act),
      action: "promotions.archive",
      subject: { kind: "promotion", id: input.promotionId },
      before: { archived: false },
      after: { archived: true },
    });
  });
  return getPromotion(deps.db, input.promotionId);
}
