import type { Me } from "@cartwright/contracts/accounts";
import type { UserId } from "@cartwright/contracts/ids";
import { AppError } from "../../kernel/app-error.ts";
import type { Deps } from "../../kernel/deps.ts";
import { readMe } from "./read-me.ts";
import { type ProfileChange, setProfile } from "../users.sql.ts";

/** Changes the name and marketing consent, and returns the new profile. */
export async function updateProfile(deps: Pick<Deps, "db">, userId: UserId, profile: ProfileChange): Promise<Me> {
  await setProfile(deps.db, userId, profile);
  const me = await readMe(deps, userId);
  if (me === null) throw new AppError("session_expired");
  return me;
}
