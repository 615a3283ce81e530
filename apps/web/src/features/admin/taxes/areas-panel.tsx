import { countryName } from "@cartwright/contracts/place";
import type { AdminTaxArea, AdminTaxes } from "@cartwright/contracts/taxes";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Table, Td, Th } from "@cartwright/ui/table";
import { Panel } from "../shell/panel.tsx";
import { percentOf } from "../shell/read-percent.ts";

/** The parts of countries that are taxed differently by postcode. They are data: shown, not edited. */
export function AreasPanel({ taxes }: { taxes: AdminTaxes }) {
  const t = useTranslations("adminTaxes");
  const taxOf = ({ code, outside }: AdminTaxArea) => {
    const rate = taxes.rates.find(({ country }) => country === code);
    if (rate) return t("areas.own", { rate: `${percentOf(rate.rateBp)}%` });
    return t(outside ? "areas.outside" : "areas.ofCountry");
  };
  return (
    <Panel title={t("areas.title")}>
      <div className="grid gap-4">
        <p className="max-w-prose text-muted">{t("areas.text")}</p>
        <Table caption={t("areas.list")}>
          <thead>
            <tr>
              <Th>{t("areas.area")}</Th>
              <Th>{t("areas.codes")}</Th>
              <Th>{t("areas.tax")}</Th>
              <Th>{t("areas.source")}</Th>
            </tr>
          </thead>
          <tbody>
            {taxes.areas.map((area) => (
              <tr key={area.code}>
                <Td>
                  <address className="grid not-italic">
                    {area.name}
                    <span className="text-muted">{countryName(area.country)}</span>
                  </address>
                </Td>
                <Td className="font-mono text-xs">
                  {area.postalCodes
                    .map(({ from, to }) => (from === to ? from : t("areas.range", { from, to })))
                    .join(", ")}
                </Td>
                <Td>{taxOf(area)}</Td>
                <Td className="text-muted">{t("areas.checked", { source: area.source, date: area.checkedOn })}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </Panel>
  );
}
