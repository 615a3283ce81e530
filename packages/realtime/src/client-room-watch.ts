import type { Room } from "@cartwright/contracts/rooms";
import type { Connection, WatchState } from "./client-connection.ts";

export interface RoomWatcher {
  readonly onState: (state: WatchState) => void;
  /** Messages of the room have no sequence numbers: sometimes its values must be read again. */
  readonly onStale: () => void;
}

export interface RoomWatches {
  readonly add: (room: Room, watcher: RoomWatcher) => () => void;
  /** The connection opened or closed. */
  readonly changed: () => void;
  /** The gateway may have missed something of this room. */
  readonly stale: (room: Room) => void;
}

const RETRY_MS = 5_000;

/**
 * The watches of rooms whose messages have no sequence numbers, such as products. A room is entered once for all its watchers.
 */
export function createRoomWatches(connection: () => Connection): RoomWatches {
  const rooms = new Map<Room, Set<RoomWatcher>>();

  async function enter(room: Room): Promise<void> {
    const response = await connection().enter(room, 0);
    const watchers = rooms.get(room);
    if (!watchers || connection().state() !== "live") return;
    const final = !response.ok && (response.reason === "not_found" || response.reason === "invalid_input");
    const state: WatchState = response.ok ? "live" : final ? "refused" : "down";
    for (const watcher of watchers) {
      watcher.onState(state);
      if (response.ok) watcher.onStale();
    }
    if (!response.ok && !final) setTimeout(() => rooms.has(room) && void enter(room), RETRY_MS * (0.5 + Math.random()));
  }

  return {
    add(room, watcher) {
      const watchers = rooms.get(room) ?? new Set();
      rooms.set(room, watchers.add(watcher));
      const { state } = connection();
      watcher.onState(state() === "live" ? "connecting" : state());
      if (state() === "live") void enter(room);
      return () => {
        watchers.delete(watcher);
        if (watchers.size > 0 || rooms.get(room) !== watchers) return;
        rooms.delete(room);
        connection().leave(room);
      };
    },
    changed() {
      for (const [room, watchers] of rooms) {
        if (connection().state() === "live") void enter(room);
        else for (const watcher of watchers) watcher.onState("down");
      }
    },
    stale(room) {
      for (const watcher of rooms.get(room) ?? []) watcher.onStale();
    },
  };
}
