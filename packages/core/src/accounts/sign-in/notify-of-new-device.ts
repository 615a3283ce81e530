import type { Tx } from "@cartwright/db/transaction";
import { queueMails } from "../../notifications/queue-mail.ts";
import { deviceOf } from "./device-name.ts";
import { type LocateAddress, placeOf } from "./place-of.ts";
import { selectPastDevices } from "../sessions/sessions.sql.ts";
import { SESSIONS_KEPT_DAYS } from "../privacy/sweep-accounts.ts";
import type { User } from "../users.sql.ts";
import { placeText } from "./place-text.ts";

/** The newest sessions of one account that a log-in is compared with. */
const SESSIONS_MAX = 200;

/**
 * Mails the owner of an account about a log-in from a device and place that none of its kept sessions came from. Returns
 * whether it did. Call it with the account locked and before the session exists.
 *
 * The first log-in to a new account is not reported. An account that is older than sessions are kept may have had one, so a
 * log-in to it after a long silence is reported.
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
