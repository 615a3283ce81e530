import { Dashboard, Todo } from "@cartwright/contracts/admin";
import { AdminReadSales, Sales } from "@cartwright/contracts/sales";
import { Conversion } from "@cartwright/contracts/visits";
import { readDashboard } from "@cartwright/core/admin/read-dashboard";
import { readTodo } from "@cartwright/core/admin/read-todo";
import { readConversion } from "@cartwright/core/admin/sales/read-conversion";
import { readSales } from "@cartwright/core/admin/sales/read-sales";
import { NoInput, router, staffProcedure } from "../../trpc.ts";
import { adminAuditRouter } from "./audit.ts";
import { adminCategoriesRouter } from "./categories.ts";
import { adminCollectionsRouter } from "./collections.ts";
import { adminCustomersRouter } from "./customers.ts";
import { adminDeadLettersRouter } from "./dead-letters.ts";
import { adminGiftCardsRouter } from "./gift-cards.ts";
import { adminImportsRouter } from "./imports.ts";
import { adminInventoryRouter } from "./inventory.ts";
import { adminListsRouter } from "./lists.ts";
import { adminDraftsRouter } from "./order-drafts.ts";
import { adminOrdersRouter } from "./orders.ts";
import { adminPaymentsRouter } from "./payments.ts";
import { adminProductsRouter } from "./products.ts";
import { adminPromotionsRouter } from "./promotions.ts";
import { adminQueuesRouter } from "./queues.ts";
import { adminSearchRouter } from "./search.ts";
import { adminReturnsRouter } from "./returns.ts";
import { adminSecondFactorRouter } from "./second-factor.ts";
import { adminSettingsRouter } from "./settings.ts";
import { adminShippingRouter } from "./shipping.ts";
import { adminStaffRouter } from "./staff.ts";
import { adminTaxesRouter } from "./taxes.ts";
import { adminWebhooksRouter } from "./webhooks.ts";

/** The back office. Every procedure names the permission it needs; shoppers and guests are refused by all of them. */
export const adminRouter = router({
  dashboard: staffProcedure("dashboard:read")
    .input(NoInput)
    .output(Dashboard)
    .query(({ ctx }) => readDashboard(ctx.deps.db)),

  sales: staffProcedure("dashboard:read")
    .input(AdminReadSales.prefault({}))
    .output(Sales)
    .query(({ ctx, input }) => readSales(ctx.deps.db, input)),

  conversion: staffProcedure("dashboard:read")
    .input(AdminReadSales.prefault({}))
    .output(Conversion)
    .query(({ ctx, input }) => readConversion(ctx.deps.db, input)),

  todo: staffProcedure("dashboard:read")
    .input(NoInput)
    .output(Todo)
    .query(({ ctx }) => readTodo(ctx.deps.db)),

  audit: adminAuditRouter,
  categories: adminCategoriesRouter,
  collections: adminCollectionsRouter,
  customers: adminCustomersRouter,
  deadLetters: adminDeadLettersRouter,
  drafts: adminDraftsRouter,
  giftCards: adminGiftCardsRouter,
  orders: adminOrdersRouter,
  returns: adminReturnsRouter,
  payments: adminPaymentsRouter,
  products: adminProductsRouter,
  promotions: adminPromotionsRouter,
  queues: adminQueuesRouter,
  imports: adminImportsRouter,
  inventory: adminInventoryRouter,
  lists: adminListsRouter,
  search: adminSearchRouter,
  secondFactor: adminSecondFactorRouter,
  settings: adminSettingsRouter,
  shipping: adminShippingRouter,
  staff: adminStaffRouter,
  taxes: adminTaxesRouter,
  webhooks: adminWebhooksRouter,
});
