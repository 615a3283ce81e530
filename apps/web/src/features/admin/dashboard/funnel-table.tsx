import type { Conversion, Funnel } from "@cartwright/contracts/visits";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Table, Td, Th } from "@cartwright/ui/table";
import { showDay } from "../shell/days.ts";

/** The funnel of each day, as a table that opens. */
export function FunnelTable({ steps, days }: { steps: readonly (keyof Funnel)[]; days: Conversion["days"] }) {
  const t = useTranslations("adminDashboard");
  return (
    <details>
      <summary className="w-fit rounded-sm py-1 hover:text-ink">{t("funnel.byDay")}</summary>
      <Table caption={t("funnel.caption")} className="figures text-ink">
        <thead>
          <tr>
            <Th>{t("step.day")}</Th>
            {steps.map((step) => (
              <Th key={step} className="text-right">
                {t(`funnelStep.${step}`)}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.day}>
              <th scope="row" className="border-b border-line px-3 py-2 font-normal whitespace-nowrap">
                {showDay(day.day)}
              </th>
              {steps.map((step) => (
                <Td key={step} className="text-right">
                  {day[step].toLocaleString("en")}
                </Td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </details>
  );
}
