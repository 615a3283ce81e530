import type { Sales } from "@cartwright/contracts/sales";
import { localTime } from "@cartwright/contracts/time-zone";
import { useTranslations } from "@cartwright/messages/use-translations";
import { useDays } from "../shell/days.ts";
import { useTimeZone } from "../shell/shop-time.tsx";

/** Says which days are shown and which they are compared with: until the same time, while they have not ended. */
export function ComparedDays({ sales: { period, before } }: { sales: Sales }) {
  const t = useTranslations("adminDashboard");
  const timeZone = useTimeZone();
  const showDays = useDays();
  const shown = showDays(period);
  if (before.until === null) {
    return <p className="text-xs text-muted">{t("range.compared", { shown, before: showDays(before) })}</p>;
  }
  const untilMs = Date.parse(before.until);
  // The end of a day is the beginning of the next one, which is not compared with.
  const to = localTime(untilMs - 1, timeZone).date;
  const values = {
    shown,
    before: showDays({ from: before.from, to: to < before.from ? before.from : to }),
    time: localTime(untilMs, timeZone).time,
  };
  return <p className="text-xs text-muted">{t("range.comparedUntil", values)}</p>;
}
