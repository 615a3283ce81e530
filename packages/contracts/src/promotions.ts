import { z } from "zod";
import { PromotionCode } from "./checkout.ts";
import { problem } from "./field-problem.ts";
import { CategoryId, CollectionId, OrderNumber, ProductId } from "./ids.ts";
import { AmountMinor, Currency } from "./money.ts";
import { Cursor, IsoTime } from "./paging.ts";
import { RowVersion } from "./row-version.ts";
import { optionalLine } from "./text.ts";

/** Promotions in the back office. */

export const PromotionId = z.uuid().brand<"PromotionId">();
export type PromotionId = z.infer<typeof PromotionId>;

export const PromotionKind = z.enum(["percentage", "fixed", "free_shipping", "buy_x_get_y"]);
export type PromotionKind = z.infer<typeof PromotionKind>;

/** How a promotion gets to an order: one code for everyone, without a code, or by codes that each work once. */
export const PromotionMethod = z.enum(["code", "automatic", "codes"]);
export type PromotionMethod = z.infer<typeof PromotionMethod>;

/** Whether it can be used now, and why not. The first that holds: archived, expired, used up, scheduled, active. */
export const PromotionState = z.enum(["active", "scheduled", "used_up", "expired", "archived"]);
export type PromotionState = z.infer<typeof PromotionState>;

/** The most products, categories or collections that a promotion names. */
export const SCOPE_MAX = 100;
/** The most promotions without a code that are not archived: every quote reads them. */
export const AUTOMATIC_MAX = 25;

const Percent = z.int().min(1).max(10_000);
const Units = z.int().min(1).max(100);
const Limit = z.int().min(1).max(1_000_000);

const PromotionFields = z.strictObject({
  /** What shoppers see. A promotion without a code needs one. */
  title: optionalLine(120).default(""),
  kind: PromotionKind,
  /** For the method `code`. */
  code: PromotionCode.nullish(),
  /** In basis points: for `percentage` off the goods, for `buy_x_get_y` off each unit that is got (10,000 is free). */
  percentBp: Percent.nullish(),
  /** For `fixed`. */
  amountMinor: AmountMinor.min(1).nullish(),
  /** For `buy_x_get_y`: how many units are bought at their price, and how many are got with them. */
  buyQuantity: Units.nullish(),
  getQuantity: Units.nullish(),
  /** What it is for, with the descendants of the categories. Everything if all three are empty. */
  productIds: z.array(ProductId).max(SCOPE_MAX).default([]),
  categoryIds: z.array(CategoryId).max(SCOPE_MAX).default([]),
  collectionIds: z.array(CollectionId).max(SCOPE_MAX).default([]),
  /** What the goods that it is for must come to, before discounts, and how many units of them there must be. */
  minimumMinor: AmountMinor.default(0),
  minimumQuantity: z.int().min(0).max(999).default(0),
  startsAt: IsoTime.nullish(),
  endsAt: IsoTime.nullish(),
  usageLimit: Limit.nullish(),
  perCustomerLimit: Limit.nullish(),
  /** Whether it may be used together with others that may. */
  combinable: z.boolean().default(false),
});
type PromotionFields = z.output<typeof PromotionFields>;

type Value = "percentBp" | "amountMinor" | "buyQuantity" | "getQuantity";
const VALUES: Readonly<Record<PromotionKind, readonly Value[]>> = {
  percentage: ["percentBp"],
  fixed: ["amountMinor"],
  free_shipping: [],
  buy_x_get_y: ["percentBp", "buyQuantity", "getQuantity"],
};

/** What a method needs and excludes, and what a kind does. */
function refuse(fields: PromotionFields, method: PromotionMethod, ctx: z.core.$RefinementCtx): void {
  const wrong = (field: keyof PromotionFields, name: Parameters<typeof problem>[0]) =>
    ctx.addIssue({ code: "custom", path: [field], input: fields[field], ...problem(name) });
  for (const value of ["percentBp", "amountMinor", "buyQuantity", "getQuantity"] as const) {
    const isGiven = (fields[value] ?? null) !== null;
    if (VALUES[fields.kind].includes(value) !== isGiven) wrong(value, isGiven ? "leaveEmpty" : "needed");
  }
  if ((method === "code") !== ((fields.code ?? null) !== null))
    wrong("code", method === "code" ? "needed" : "leaveEmpty");
  if (method === "automatic" && fields.title === "") wrong("title", "needed");
  const { startsAt, endsAt } = fields;
  if (startsAt && endsAt && Date.parse(startsAt) >= Date.parse(endsAt)) wrong("endsAt", "endsBeforeStart");
}

/** The method of a promotion that does not name one. */
const methodOf = ({ method, code }: { readonly method?: PromotionMethod | undefined; readonly code?: unknown }) =>
  method ?? ((code ?? null) === null ? "automatic" : "code");

/** A new promotion. Without a method it has a code, or applies without one. */
export const AdminCreatePromotion = PromotionFields.extend({ method: PromotionMethod.optional() })
  .superRefine((fields, ctx) => refuse(fields, methodOf(fields), ctx))
  .transform((fields) => ({ ...fields, method: methodOf(fields) }));
export type AdminCreatePromotion = z.output<typeof AdminCreatePromotion>;

/** All fields of a promotion as they shall be. How it gets to an order does not change. */
export const AdminSavePromotion = PromotionFields.extend({
  promotionId: PromotionId,
  version: RowVersion,
  method: PromotionMethod,
}).superRefine((fields, ctx) => refuse(fields, fields.method, ctx));
export type AdminSavePromotion = z.output<typeof AdminSavePromotion>;

export const AdminGetPromotion = z.strictObject({ promotionId: PromotionId });
export const AdminArchivePromotion = z.strictObject({ promotionId: PromotionId, version: RowVersion });
export type AdminArchivePromotion = z.infer<typeof AdminArchivePromotion>;

export const AdminListPromotions = z.strictObject({
  /** Part of a title or code, or a whole single-use code. */
  query: z.string().trim().max(200).optional(),
  state: z.array(PromotionState).max(PromotionState.options.length).optional(),
  method: PromotionMethod.optional(),
  cursor: Cursor.optional(),
  limit: z.int().min(1).max(100).default(50),
});

export const AdminPromotionRow = z.strictObject({
  id: PromotionId,
  title: z.string(),
  method: PromotionMethod,
  code: z.string().nullable(),
  kind: PromotionKind,
  percentBp: z.int().nullable(),
  amountMinor: AmountMinor.nullable(),
  buyQuantity: z.int().nullable(),
  getQuantity: z.int().nullable(),
  currency: Currency,
  startsAt: IsoTime.nullable(),
  endsAt: IsoTime.nullable(),
  usageLimit: z.int().nullable(),
  state: PromotionState,
  /** Uses by orders that were neither cancelled nor unpaid, and what they earned. */
  used: z.int(),
  discountMinor: AmountMinor,
  /** What those orders came to when they were placed. */
  salesMinor: AmountMinor,
  createdAt: IsoTime,
});
export type AdminPromotionRow = z.infer<typeof AdminPromotionRow>;
export const AdminPromotionPage = z.strictObject({ items: z.array(AdminPromotionRow), nextCursor: Cursor.nullable() });

export const CodeBatch = z.strictObject({
  id: z.uuid(),
  prefix: z.string(),
  size: z.int(),
  used: z.int(),
  createdAt: IsoTime,
});
export type CodeBatch = z.infer<typeof CodeBatch>;

const Named = <Id extends z.ZodType>(id: Id) => z.array(z.strictObject({ id, title: z.string() }));

export const AdminPromotion = AdminPromotionRow.extend({
  /** Increases with each change. A save names the version it was made from. */
  version: z.int(),
  products: Named(ProductId),
  categories: Named(CategoryId),
  collections: Named(CollectionId),
  minimumMinor: AmountMinor,
  minimumQuantity: z.int(),
  perCustomerLimit: z.int().nullable(),
  combinable: z.boolean(),
  updatedAt: IsoTime,
  /** The newest batches of single-use codes. */
  batches: z.array(CodeBatch),
  /** The newest orders that use it. */
  uses: z.array(
    z.strictObject({ number: OrderNumber, at: IsoTime, discountMinor: AmountMinor, totalMinor: AmountMinor }),
  ),
});
export type AdminPromotion = z.infer<typeof AdminPromotion>;

/** The most codes of a batch, and batches of a promotion. */
export const BATCH_SIZE_MAX = 10_000;
export const BATCHES_MAX = 50;
export const CODE_PREFIX_MAX = 12;

export const AdminCreateCodes = z.strictObject({
  promotionId: PromotionId,
  /** One id for one batch. A repeated request creates no second one. */
  batchId: z.uuid(),
  count: z.int().min(1).max(BATCH_SIZE_MAX),
  /** What each code begins with. */
  prefix: z
    .string()
    .trim()
    .toUpperCase()
    .max(CODE_PREFIX_MAX)
    .regex(/^[A-Z0-9]*$/)
    .default(""),
});
export type AdminCreateCodes = z.output<typeof AdminCreateCodes>;

export const AdminExportCodes = z.strictObject({ promotionId: PromotionId, batchId: z.uuid() });
export type AdminExportCodes = z.infer<typeof AdminExportCodes>;
export const ExportedCodes = z.strictObject({ csv: z.string(), rows: z.int() });
