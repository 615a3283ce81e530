import { io, type Socket } from "socket.io-client";
import { closedLoop } from "../load/closed-loop.ts";
import { createAgent } from "../load/http-client.ts";
import { createShopper } from "../load/shopper.ts";
import { type Spread, spreadOf } from "../percentiles.ts";
import { findShippingMethod, twoOf } from "./orders.ts";

export interface LiveJob {
  readonly origin: string;
  readonly realtimeUrl: string;
  readonly variantIds: readonly string[];
  readonly concurrency: number;
  readonly seconds: number;
}

export interface LiveResult {
  /** From the time that an event carries (when its transaction began) to its arrival at a subscribed browser. */
  readonly latency: Spread;
  readonly orders: number;
  readonly failures: number;
  readonly failureSamples: readonly string[];
}

interface OrderEvent {
  readonly number: string;
  readonly type: string;
  readonly at: string;
}

const CONFIRMED_WITHIN_MS = 30_000;

function connect(url: string, cookie: string, origin: string): Promise<Socket> {
  const socket = io(url, {
    path: "/socket.io",
    transports: ["websocket"],
    extraHeaders: { cookie, origin },
    reconnection: false,
    forceNew: true,
  });
  return new Promise((resolve, reject) => {
    socket.once("connect", () => resolve(socket));
    socket.once("connect_error", reject);
  });
}

/** Follows an order to its end on a socket; resolves with the latency of each live event. Events of the replay are not live. */
function follow(socket: Socket, number: string): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const latenciesMs: number[] = [];
    const timer = setTimeout(() => end(new Error(`no confirmation of ${number} by socket`)), CONFIRMED_WITHIN_MS);
    function end(error?: Error): void {
      clearTimeout(timer);
      socket.off("order.event", onEvent);
      if (error) reject(error);
      else resolve(latenciesMs);
    }
    function onEvent(event: OrderEvent): void {
      if (event.number !== number) return;
      latenciesMs.push(Date.now() - Date.parse(event.at));
      if (event.type === "order.confirmed" || event.type === "order.cancelled") end();
    }
    socket.on("order.event", onEvent);
    socket.emit(
      "subscribe",
      { room: `order:${number}`, after: 0 },
      (response: { ok: boolean; events?: OrderEvent[] }) => {
        if (!response.ok) end(new Error(`the room of ${number} is closed`));
        else if (response.events?.some(({ type }) => type === "order.confirmed")) end();
      },
    );
  });
}

/** Orders whose guests watch them live, each on a socket of their own. */
export async function runLive(job: LiveJob): Promise<LiveResult> {
  const agent = createAgent(job.origin);
  const shippingMethodId = await findShippingMethod(job, agent);
  const latenciesMs: number[] = [];
  const loop = await closedLoop({ ...job, roundsMax: 100_000 }, async (index) => {
    const shopper = createShopper(job.origin, agent);
    await shopper.arrive();
    for (const variantId of twoOf(job.variantIds, index)) await shopper.setLine(variantId, 1);
    const socket = await connect(job.realtimeUrl, shopper.client.cookieHeader(), job.origin);
    try {
      const { totalMinor } = await shopper.quote(shippingMethodId);
      const { number } = await shopper.place({ shippingMethodId, totalMinor, token: "tok_approve" });
      latenciesMs.push(...(await follow(socket, number)));
    } finally {
      socket.disconnect();
    }
  });
  agent.destroy();
  return {
    latency: spreadOf(latenciesMs),
    orders: loop.rounds,
    failures: loop.failures,
    failureSamples: loop.failureSamples,
  };
}
