import { placeText } from "@cartwright/contracts/place";
import type { Tx } from "@cartwright/db/transaction";
import { queueMails } from "../../notifications/queue-mail.ts";
import { deviceOf } from "./device-name.ts";
import { type LocateAddress, placeOf } from "./place-of.ts";
import { selectPastDevices } from "../sessions/sessions.sql.ts";
import { SESSIONS_KEPT_DAYS } from "../privacy/sweep-accounts.ts";
import type { User } from "../users.sql.ts";

/** Of one account, the newest sessions that a log-in is compared with. */
const SESSIONS_MAX = 200;

/**
 * Mails the owner of an account when a log-in comes from a device and place that none of its sessions was from, as far as they
 * are kept. Answers whether it did. Call it with the account locked and before the session is there.
 *
 * The first log-in to a new account is told to nobody. An account that is older than sessions are kept has had its first one
 * for all that is known, so a log-in to it after a long silence is told.
 */
export async function tellOfNewDevice(
  tx: Tx,
  settings: { readonly publicOrigin: string; readonly locateAddress: LocateAddress },
  logIn: { readonly user: User; readonly userAgent: string; readonly address: string },
): Promise<boolean> {
  const { user, userAgent, address } = logIn;
  const { devices, isSettled } = await selectPastDevices(tx, user.id, {
    limit: SESSIONS_MAX,
    keptDays: SESSIONS_KEPT_DAYS,
  });
  if (devices.length === 0 && !isSettled) return false;
  const wordsOf = (seen: { readonly userAgent: string; readonly address: string }) => ({
    device: deviceOf(seen.userAgent),
    place: placeText(placeOf(seen.address, settings.locateAddress)),
  });
  const { device, place } = wordsOf({ userAgent, address });
  const isKnown = devices.map(wordsOf).some((seen) => seen.device === device && seen.place === place);
  if (isKnown) return false;
  const { email: to, firstName } = user;
  const securityLink = `${settings.publicOrigin}/account/security`;
  await queueMails(tx, [{ template: "new_device", to, firstName, device, place, securityLink }]);
  return true;
}
