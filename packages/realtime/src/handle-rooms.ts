import type { OrderNumber } from "@cartwright/contracts/ids";
import { type OrderEvent, type Room, type SubscribeResponse, SubscribeRequest } from "@cartwright/contracts/rooms";
import type { Logger } from "@cartwright/observability/logger";
import { metrics } from "@cartwright/observability/metrics";
import type { GatewayPorts, GatewaySocket } from "./gateway-ports.ts";
import type { OrderFeed } from "./order-feed.ts";

export interface RoomsOptions<Actor> {
  readonly ports: GatewayPorts<Actor>;
  readonly feed: OrderFeed;
  readonly logger: Logger;
  readonly roomsMax: number;
  /** Whether this socket may send another request now. */
  readonly mayAsk: () => boolean;
}

type Place =
  | { readonly kind: "order"; readonly number: OrderNumber }
  | { readonly kind: "product" }
  | { readonly kind: "admin"; readonly room: "admin:orders" | "admin:imports" };
type Request = ReturnType<typeof SubscribeRequest.parse>;
type Acknowledge = (events: OrderEvent[]) => void;
type Refusal = Extract<SubscribeResponse, { ok: false }>["reason"];

function placeOf(room: Room): Place {
  if (room === "admin:orders" || room === "admin:imports") return { kind: "admin", room };
  if (room.startsWith("order:")) return { kind: "order", number: room.slice("order:".length) as OrderNumber }; // as the schema checked
  return { kind: "product" };
}

/** The rooms of one socket: entered after an authorization check, never more than `roomsMax`. */
function createRoomSet<Actor>(socket: GatewaySocket<Actor>, options: RoomsOptions<Actor>) {
  const { ports, feed } = options;
  const entered = new Map<Room, Place["kind"]>();

  async function isAllowed(place: Place): Promise<boolean> {
    const { actor } = socket.data.visitor;
    if (place.kind === "product") return true;
    if (place.kind === "admin")
      return place.room === "admin:orders" ? ports.mayWatchAllOrders(actor) : ports.mayWatchImports(actor);
    return ports.mayWatchOrder(actor, place.number);
  }

  function leave(room: Room): void {
    const kind = entered.get(room);
    if (!kind) return;
    entered.delete(room);
    metrics.subscriptions.dec({ kind });
    const place = placeOf(room);
    if (place.kind === "order") feed.leave(place.number, socket);
    void socket.leave(room);
  }

  async function admit({ room, after }: Request, acknowledge: Acknowledge): Promise<Refusal | null> {
    const place = placeOf(room);
    if (!(await isAllowed(place))) return "not_found";
    // The socket may have left the room, or closed, in the meantime.
    if (!entered.has(room)) return "unavailable";
    await socket.join(room);
    if (place.kind !== "order") {
      acknowledge([]);
      return null;
    }
    const send = (event: OrderEvent): void => {
      socket.emit("order.event", event);
      observeEmit(event);
    };
    const inside = await feed.enter({ number: place.number, watcher: socket, after, acknowledge, send });
    return inside ? null : "unavailable";
  }

  return {
    /** Enters the room and returns the missed events, or returns why not. */
    async enter(request: Request, acknowledge: Acknowledge): Promise<Refusal | null> {
      const { room } = request;
      if (!entered.has(room)) {
        // Counted before anything is awaited, so that many requests at once cannot pass the limit.
        if (entered.size >= options.roomsMax) return "rate_limited";
        const { kind } = placeOf(room);
        entered.set(room, kind);
        metrics.subscriptions.inc({ kind });
      }
      try {
        const refusal = await admit(request, acknowledge);
        if (refusal === "not_found") leave(room);
        return refusal;
      } catch (error) {
        leave(room);
        throw error;
      }
    },
    leave,
    leaveAll(): void {
      for (const room of entered.keys()) leave(room);
    },
  };
}

/**
 * Handles one socket's requests to enter and leave rooms. A room that the socket may not enter and one that does not exist get
 * the same response. Returns a function that leaves all rooms.
 */
export function handleRooms<Actor>(socket: GatewaySocket<Actor>, options: RoomsOptions<Actor>): () => void {
  const rooms = createRoomSet(socket, options);

  async function subscribe(raw: unknown, reply: (response: SubscribeResponse) => void): Promise<Refusal | null> {
    const request = SubscribeRequest.safeParse(raw);
    if (!options.mayAsk()) return "rate_limited";
    if (!request.success) return "invalid_input";
    try {
      return await rooms.enter(request.data, (events) => reply({ ok: true, events }));
    } catch (error) {
      options.logger.error({ err: error }, "a subscription failed");
      return "unavailable";
    }
  }

  socket.on("subscribe", (raw: unknown, reply: unknown) => {
    if (typeof reply !== "function") return;
    const finish = async (): Promise<void> => {
      const reason = await subscribe(raw, (response) => reply(response));
      if (!reason) return;
      metrics.socketRefusals.inc({ reason });
      reply({ ok: false, reason } satisfies SubscribeResponse);
    };
    void finish();
  });
  socket.on("unsubscribe", (raw: unknown) => {
    const request = SubscribeRequest.safeParse(raw);
    if (request.success) rooms.leave(request.data.room);
  });
  return () => rooms.leaveAll();
}

/** Counts an event that was sent, and measures how long that took since its transaction began. */
export function observeEmit(event: OrderEvent): void {
  metrics.socketEvents.inc({ event: "order.event" });
  metrics.socketLag.observe(Math.max(0, Date.now() - Date.parse(event.at)) / 1000);
}
