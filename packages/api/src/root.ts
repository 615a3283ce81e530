import { catalogRouter } from "./routers/catalog.ts";
import { createCallerFactory, router } from "./trpc.ts";

/** Every procedure of the shop, under the name that clients call it by. */
export const appRouter = router({
  catalog: catalogRouter,
});

export type AppRouter = typeof appRouter;

/** Calls procedures from inside the server (prerendering, the worker), through the same checks as over HTTP. */
export const createCaller = createCallerFactory(appRouter);
