import type { ShopTime } from "@cartwright/contracts/time-zone";
import { inTransaction } from "@cartwright/db/transaction";
import { appendAudit } from "../kernel/append-audit.ts";
import type { Deps } from "../kernel/deps.ts";
import { setTimeZone } from "../orders/shop-time.ts";
import { auditOf, type PlainStaffAct } from "./staff-act.ts";

/** Sets the zone that the shop's days are counted in, audited. */
export async function setTimeZoneAsStaff(
  deps: Pick<Deps, "db">,
  { timeZone }: ShopTime,
  act: PlainStaffAct,
): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const before = await setTimeZone(tx, timeZone);
    await appendAudit(tx, {
      ...auditOf(act),
      action: "settings.time_zone",
      subject: { kind: "settings", id: "time_zone" },
      before: { timeZone: before },
      after: { timeZone },
    });
  });
}
