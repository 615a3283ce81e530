import { Hint } from "@cartwright/contracts/rooms";
import type { Db } from "@cartwright/db/client";
import { createNotifier, type Listener, listen } from "@cartwright/db/listen";
import type { Logger } from "@cartwright/observability/logger";
import { appendToHintStream, followHintStream } from "./hint-stream.ts";

/**
 * Hints tell other processes that there is something to read, or carry a small value (stock, a price) to those who show it.
 * They travel by Postgres NOTIFY, or by a Redis stream if there is a Redis. A lost hint delays an update and loses none:
 * readers get `onReconnect` when hints may have been lost, and read again.
 */
export interface HintPublisher {
  /** Resolves when the hint was sent to all nodes; a large one is sent in several parts. Rejects when it could not be sent. */
  publish(hint: Hint): Promise<void>;
  close(): Promise<void>;
}

export interface HintPublisherOptions {
  readonly redisUrl?: string | undefined;
  readonly db: Db;
}

export interface HintSubscriptionOptions {
  readonly redisUrl?: string | undefined;
  /** Postgres, directly or through a session pool: LISTEN does not work through a transaction pooler. */
  readonly connectionString: string;
  readonly onHint: (hint: Hint) => void;
  /** Hints may have been lost; read again everything that they may have announced. */
  readonly onReconnect: () => void;
  readonly logger: Logger;
}

/** NOTIFY carries less than 8,000 bytes. */
const HINT_BYTES_MAX = 7_000;

export function createHintPublisher(options: HintPublisherOptions): HintPublisher {
  if (options.redisUrl) {
    const stream = appendToHintStream(options.redisUrl);
    return {
      publish: async (hint) => stream.append(splitHint(hint).map((part) => JSON.stringify(part))),
      close: stream.close,
    };
  }
  const notifier = createNotifier(options.db, "cartwright_hints");
  return {
    async publish(hint) {
      await Promise.all(splitHint(hint).map((part) => notifier.send(JSON.stringify(part))));
    },
    close: () => notifier.close(),
  };
}

/** Follows all hints from now on. Rejects if the first connection fails; after that it reconnects for ever. */
export async function subscribeToHints(options: HintSubscriptionOptions): Promise<Listener> {
  const { redisUrl, logger, onReconnect } = options;
  function onMessage(text: string): void {
    const hint = parseHint(text);
    if (hint) options.onHint(hint);
    else logger.warn({ bytes: text.length }, "a hint that cannot be read was dropped");
  }
  if (redisUrl) return followHintStream({ redisUrl, onMessage, onReconnect, logger });
  const { connectionString } = options;
  return listen({ connectionString, channel: "cartwright_hints", onMessage, onReconnect, logger });
}

function parseHint(text: string): Hint | null {
  try {
    return Hint.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The same hint in parts that fit the channel, in order. Its list is halved until each part does. */
export function splitHint(hint: Hint): Hint[] {
  if (Buffer.byteLength(JSON.stringify(hint)) <= HINT_BYTES_MAX) return [hint];
  const [first, second] = halves(hint);
  return [...splitHint(first), ...splitHint(second)];
}

function halves(hint: Hint): [Hint, Hint] {
  const cut = <T>(list: readonly T[]): [T[], T[]] => {
    if (list.length < 2) throw new RangeError("one entry of a hint is larger than a hint may be");
    const middle = Math.ceil(list.length / 2);
    return [list.slice(0, middle), list.slice(middle)];
  };
  if (hint.kind === "orders") {
    const [a, b] = cut(hint.orders);
    return [
      { kind: "orders", orders: a },
      { kind: "orders", orders: b },
    ];
  }
  if (hint.kind === "stock") {
    const [a, b] = cut(hint.changes);
    return [
      { kind: "stock", changes: a },
      { kind: "stock", changes: b },
    ];
  }
  if (hint.kind === "prices") {
    const [a, b] = cut(hint.changes);
    return [
      { kind: "prices", changes: a },
      { kind: "prices", changes: b },
    ];
  }
  if (hint.kind === "pages") {
    const [a, b] = cut(hint.tags);
    return [
      { kind: "pages", tags: a },
      { kind: "pages", tags: b },
    ];
  }
  if (hint.kind === "imports") {
    const [a, b] = cut(hint.changes);
    return [
      { kind: "imports", changes: a },
      { kind: "imports", changes: b },
    ];
  }
  const [a, b] = cut(hint.sessionIds);
  return [
    { kind: "sessions", sessionIds: a },
    { kind: "sessions", sessionIds: b },
  ];
}
