import { accountRouter } from "./routers/account.ts";
import { adminRouter } from "./routers/admin/admin.ts";
import { cartRouter } from "./routers/cart.ts";
import { catalogRouter } from "./routers/catalog.ts";
import { checkoutRouter } from "./routers/checkout.ts";
import { downloadsRouter } from "./routers/downloads.ts";
import { ordersRouter } from "./routers/orders.ts";
import { sagaRouter } from "./routers/saga.ts";
import { shopRouter } from "./routers/shop.ts";
import { createCallerFactory, router } from "./trpc.ts";

/** All procedures of the shop, by the name that clients use. */
export const appRouter = router({
  account: accountRouter,
  admin: adminRouter,
  cart: cartRouter,
  catalog: catalogRouter,
  checkout: checkoutRouter,
  downloads: downloadsRouter,
  orders: ordersRouter,
  saga: sagaRouter,
  shop: shopRouter,
});

export type AppRouter = typeof appRouter;

/** Calls procedures from within the server (prerendering, the worker), with the same checks as over HTTP. */
export const createCaller = createCallerFactory(appRouter);
