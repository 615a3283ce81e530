import type { DeviceSession } from "@cartwright/contracts/accounts";
import { SessionId, type UserId } from "@cartwright/contracts/ids";
import type { z } from "zod";
import type { Deps } from "../../kernel/deps.ts";
import { deviceOf } from "../sign-in/device-name.ts";
import { type LocateAddress, placeOf } from "../sign-in/place-of.ts";
import { selectSessions } from "./sessions.sql.ts";

const SESSIONS_MAX = 100;

/** The devices that a person is logged in on, last seen first; at most a hundred. */
export async function listSessions(
  deps: Pick<Deps, "db"> & { readonly locateAddress: LocateAddress },
  actor: { readonly userId: UserId; readonly sessionId: SessionId },
): Promise<z.infer<typeof DeviceSession>[]> {
  const rows = await selectSessions(deps.db, actor.userId, SESSIONS_MAX);
  return rows.map((row) => ({
    id: SessionId.parse(row.id),
    current: row.id === actor.sessionId,
    device: deviceOf(row.user_agent),
    place: placeOf(row.address, deps.locateAddress),
    address: row.address,
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
  }));
}
