import type { OrderNumber, ProductId } from "@cartwright/contracts/ids";
import type { ImportChanged } from "@cartwright/contracts/product-imports";
import type { OrderEvent, PriceChanged, StockChanged } from "@cartwright/contracts/rooms";
import { openConnection, type Connection, type ConnectionState, type WatchState } from "./client-connection.ts";
import { createOrderWatch, type OrderWatch, type OrderWatcher } from "./client-order-watch.ts";
import { createRoomWatches } from "./client-room-watch.ts";

export type { WatchState } from "./client-connection.ts";

export interface RealtimeClientOptions {
  /** Where the gateway is: `https://shop.example` or `http://localhost:3001`. */
  readonly url: string;
  /**
   * Renews the session's cookies, as any request to the shop does. Called before the next attempt when the gateway responds
   * that the access token of the handshake has expired.
   */
  readonly renewSession?: () => Promise<unknown>;
  /** Sent with handshakes outside browsers, which set cookies and origin themselves. Read at each handshake. */
  readonly headers?: Record<string, string>;
}

export interface FeedWatcher {
  readonly onEvent: (event: OrderEvent) => void;
  readonly onState?: (state: WatchState) => void;
  /** The watch began, or events may have been missed: read the list (again). */
  readonly onStale?: () => void;
}

export interface ImportsWatcher {
  readonly onChange: (change: ImportChanged) => void;
  readonly onState?: (state: WatchState) => void;
  /** The watch began, or changes may have been missed: read the imports (again). */
  readonly onStale?: () => void;
}

export interface ProductWatcher {
  readonly onStock?: (change: StockChanged) => void;
  readonly onPrice?: (change: PriceChanged) => void;
  /** The watch began, or messages may have been missed: read the product's stock and prices (again). */
  readonly onStale?: () => void;
}

/**
 * Create one per tab. It connects with the first watch, reconnects for ever, and resumes every watch after a reconnect. Every
 * `watch…` and `on…` returns the function that ends it.
 */
export interface RealtimeClient {
  /**
   * Sends the order's events after `after` (the last known seq; 0 for none): in order, each once, none missing, whatever
   * happens to the connection. `onState` is called at once and at each change; while the state is not `live`, poll. A second
   * watch of the same order costs nothing.
   */
  readonly watchOrder: (number: OrderNumber, after: number, watcher: OrderWatcher) => () => void;
  /** Staff only: the events of all orders as they happen. Not replayed; see `onStale`. */
  readonly watchAllOrders: (watcher: FeedWatcher) => () => void;
  /** Staff only: the imports of product files. Not replayed; see `onStale`. */
  readonly watchImports: (watcher: ImportsWatcher) => () => void;
  /** Stock and prices of a product. Not replayed; see `onStale`. A tab may watch 20 rooms. */
  readonly watchProduct: (productId: ProductId, watcher: ProductWatcher) => () => void;
  /** The state of the connection; with {@link RealtimeClient.onState} it serves `useSyncExternalStore`. */
  readonly state: () => ConnectionState;
  readonly onState: (listener: () => void) => () => void;
  /** The gateway ended this tab's session: log-out elsewhere, revoked, expired. The client stays, as a guest. */
  readonly onSessionEnded: (listener: () => void) => () => void;
  /** Reconnects with the current cookies. Call it after log-in and log-out. */
  readonly renew: () => void;
  /** Closes the connection and ends all watches. */
  readonly close: () => void;
}

function listeners<Args extends unknown[]>() {
  const all = new Set<(...args: Args) => void>();
  const add = (listener: (...args: Args) => void): (() => void) => {
    all.add(listener);
    return () => all.delete(listener);
  };
  const call = (...args: Args): void => {
    for (const listener of all) listener(...args);
  };
  return { add, call };
}

/** Combines functions that end something into one. */
const endAll = (ends: readonly (() => void)[]) => () => {
  for (const end of ends) end();
};

const ofProduct = <T extends { readonly productId: ProductId }>(productId: ProductId, act?: (change: T) => void) => {
  return (change: T): void => {
    if (change.productId === productId) act?.(change);
  };
};

/** The tab's watched orders, by number. The room of an order is left with its last watcher. */
function createOrderWatches(connection: () => Connection) {
  const orders = new Map<OrderNumber, OrderWatch>();
  return {
    all: () => orders.values(),
    get: (number: OrderNumber) => orders.get(number),
    add(number: OrderNumber, after: number, watcher: OrderWatcher): () => void {
      const room = `order:${number}` as const;
      const watch =
        orders.get(number) ??
        createOrderWatch({
          enter: (from) => connection().enter(room, from),
          renew: () => connection().renew(),
          isConnected: () => connection().state() === "live",
        });
      orders.set(number, watch);
      const leave = watch.add(after, watcher);
      return () => {
        leave();
        if (!watch.isEmpty() || orders.get(number) !== watch) return;
        orders.delete(number);
        connection().leave(room);
      };
    },
  };
}

/** Creates the tab's client. Nothing is opened before the first watch. */
export function createRealtimeClient(options: RealtimeClientOptions): RealtimeClient {
  const stateChanged = listeners();
  const sessionEnded = listeners();
  const orderEvents = listeners<[OrderEvent]>();
  const stock = listeners<[StockChanged]>();
  const prices = listeners<[PriceChanged]>();
  const imports = listeners<[ImportChanged]>();
  const orders = createOrderWatches(() => connection);
  const rooms = createRoomWatches(() => connection);
  const connection = openConnection({
    ...options,
    onChange(state) {
      for (const watch of orders.all()) {
        if (state === "live") watch.connected();
        else watch.disconnected();
      }
      rooms.changed();
      stateChanged.call();
    },
  });
  connection.socket.on("order.event", (event) => {
    orders.get(event.number)?.take(event);
    orderEvents.call(event);
  });
  connection.socket.on("stock.changed", stock.call);
  connection.socket.on("price.changed", prices.call);
  connection.socket.on("import.changed", imports.call);
  connection.socket.on("room.stale", ({ room }) => rooms.stale(room));
  connection.socket.on("session.ended", sessionEnded.call);

  return {
    watchOrder(number, after, watcher) {
      const end = orders.add(number, after, watcher);
      connection.wake();
      return end;
    },
    watchAllOrders(watcher) {
      const onState = (state: WatchState): void => watcher.onState?.(state);
      const onStale = (): void => watcher.onStale?.();
      const end = endAll([orderEvents.add(watcher.onEvent), rooms.add("admin:orders", { onState, onStale })]);
      connection.wake();
      return end;
    },
    watchImports(watcher) {
      const onState = (state: WatchState): void => watcher.onState?.(state);
      const onStale = (): void => watcher.onStale?.();
      const end = endAll([imports.add(watcher.onChange), rooms.add("admin:imports", { onState, onStale })]);
      connection.wake();
      return end;
    },
    watchProduct(productId, watcher) {
      const end = endAll([
        stock.add(ofProduct(productId, watcher.onStock)),
        prices.add(ofProduct(productId, watcher.onPrice)),
        rooms.add(`product:${productId}`, { onState: () => undefined, onStale: () => watcher.onStale?.() }),
      ]);
      connection.wake();
      return end;
    },
    state: connection.state,
    onState: stateChanged.add,
    onSessionEnded: sessionEnded.add,
    renew: connection.renew,
    close: connection.close,
  };
}
