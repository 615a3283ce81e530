"use client";

import type { OrderNumber, ProductId } from "@cartwright/contracts/ids";
import type { FeedWatcher, ImportsWatcher, ProductWatcher, RealtimeClient } from "@cartwright/realtime/client";
import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { forgetCsrfToken } from "../../trpc/csrf.ts";
import { api } from "../../trpc/react.tsx";
import { listenToTabs } from "./tab-channel.ts";

type OrderWatcher = Parameters<RealtimeClient["watchOrder"]>[2];

/** The tab's socket connection. Every `watch…` returns a function that ends it. */
export interface Realtime {
  readonly watchOrder: (number: OrderNumber, after: number, watcher: OrderWatcher) => () => void;
  readonly watchAllOrders: (watcher: FeedWatcher) => () => void;
  readonly watchImports: (watcher: ImportsWatcher) => () => void;
  readonly watchProduct: (productId: ProductId, watcher: ProductWatcher) => () => void;
  /** Reconnects with new cookies, after a log-in or log-out. */
  readonly renew: () => void;
}

/** The tab's one client. The socket library is loaded with the first watch, not with the page, to keep pages light. */
function createRealtime(gatewayUrl: () => Promise<string>): Realtime {
  let client: Promise<RealtimeClient> | null = null;
  const open = async (): Promise<RealtimeClient> => {
    const [{ createRealtimeClient }, url] = await Promise.all([import("@cartwright/realtime/client"), gatewayUrl()]);
    // Any response of our own server renews the session's cookies.
    return createRealtimeClient({ url, renewSession: () => fetch("/api/csrf", { cache: "no-store" }) });
  };
  const watch = (start: (client: RealtimeClient) => () => void): (() => void) => {
    let ended = false;
    let end: (() => void) | undefined;
    const begin = async () => {
      client ??= open();
      const opened = await client;
      if (!ended) end = start(opened);
    };
    begin().catch(() => {
      // Nothing is lost without the socket: pages poll. The next watch tries again.
      client = null;
    });
    return () => {
      ended = true;
      end?.();
    };
  };
  return {
    watchOrder: (number, after, watcher) => watch((opened) => opened.watchOrder(number, after, watcher)),
    watchAllOrders: (watcher) => watch((opened) => opened.watchAllOrders(watcher)),
    watchImports: (watcher) => watch((opened) => opened.watchImports(watcher)),
    watchProduct: (productId, watcher) => watch((opened) => opened.watchProduct(productId, watcher)),
    renew: () => void client?.then((opened) => opened.renew()).catch(() => undefined),
  };
}

const RealtimeContext = createContext<Realtime | null>(null);

/** One per app, inside the API's providers. Also keeps this tab in sync with the others. */
export function RealtimeProvider({ children }: { children: ReactNode }) {
  const utils = api.useUtils();
  const queryClient = useQueryClient();
  const [realtime] = useState(() =>
    createRealtime(async () => {
      const { realtimeUrl } = await utils.shop.config.fetch(undefined, { staleTime: Infinity });
      return realtimeUrl === "" ? window.location.origin : realtimeUrl;
    }),
  );

  useEffect(
    () =>
      listenToTabs((message) => {
        if (message === "cart") void utils.cart.get.invalidate();
        if (message === "session") {
          forgetCsrfToken();
          realtime.renew();
          void queryClient.invalidateQueries();
        }
      }),
    [queryClient, realtime, utils],
  );

  return <RealtimeContext value={realtime}>{children}</RealtimeContext>;
}

/** The tab's socket connection. */
export function useRealtime(): Realtime {
  const realtime = useContext(RealtimeContext);
  if (!realtime) throw new Error("useRealtime needs a RealtimeProvider above it");
  return realtime;
}
