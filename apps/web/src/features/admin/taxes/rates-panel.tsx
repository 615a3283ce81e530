import type { AdminTaxes, AdminTaxRate } from "@cartwright/contracts/taxes";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Badge } from "@cartwright/ui/badge";
import { Button } from "@cartwright/ui/button";
import { TextField } from "@cartwright/ui/field";
import { Table, Td, Th } from "@cartwright/ui/table";
import { useState } from "react";
import { EmptyPanel, Panel } from "../shell/panel.tsx";
import { percentOf } from "../shell/read-percent.ts";
import type { Opened } from "./opened.ts";

const SHOWN_MAX = 25;

interface RatesPanelProps {
  taxes: AdminTaxes;
  /** Null for staff who may only look. */
  onOpen: ((opened: Opened) => void) | null;
}

/** The rates by place, with a filter. */
export function RatesPanel({ taxes, onOpen }: RatesPanelProps) {
  const t = useTranslations("adminTaxes");
  const [wanted, setWanted] = useState("");
  const text = wanted.trim().toLowerCase();
  const placeOf = ({ name }: AdminTaxRate) => name ?? t("rates.rest");
  const found = taxes.rates.filter(
    (rate) => placeOf(rate).toLowerCase().includes(text) || rate.country.toLowerCase() === text,
  );
  const isHome = ({ country, region }: AdminTaxRate) => country === taxes.homeCountry && region === "";
  return (
    <Panel
      title={t("rates.title")}
      aside={
        onOpen === null ? null : (
          <Button size="sm" variant="quiet" onClick={() => onOpen({ dialog: "save", rate: null })}>
            {t("rates.add")}
          </Button>
        )
      }
    >
      <div className="grid gap-4">
        <TextField
          label={t("rates.filter")}
          type="search"
          autoComplete="off"
          maxLength={60}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          className="w-full max-w-xs"
        />
        {found.length === 0 ? (
          <EmptyPanel>{t(taxes.rates.length === 0 ? "rates.none" : "rates.noMatch")}</EmptyPanel>
        ) : (
          <Table caption={t("rates.list")}>
            <thead>
              <tr>
                <Th>{t("rates.place")}</Th>
                <Th className="text-right">{t("rates.rate")}</Th>
                <Th>{t("rates.prices")}</Th>
                {onOpen === null ? null : <Th aria-hidden="true" />}
              </tr>
            </thead>
            <tbody>
              {found.slice(0, SHOWN_MAX).map((rate) => (
                <tr key={`${rate.country} ${rate.region}`}>
                  <Td>
                    <span className="flex flex-wrap items-center gap-2">
                      <address className="not-italic">{placeOf(rate)}</address>
                      {isHome(rate) ? <Badge tone="accent">{t("rates.home")}</Badge> : null}
                    </span>
                  </Td>
                  <Td className="figures text-right">{percentOf(rate.rateBp)}%</Td>
                  <Td>{t(rate.included ? "rates.included" : rate.rateBp === 0 ? "rates.zero" : "rates.added")}</Td>
                  {onOpen === null ? null : (
                    <Td className="text-right whitespace-nowrap">
                      <Button
                        size="sm"
                        variant="quiet"
                        aria-label={t("rates.editOf", { place: placeOf(rate) })}
                        onClick={() => onOpen({ dialog: "save", rate })}
                      >
                        {t("rates.edit")}
                      </Button>
                      {isHome(rate) ? null : (
                        <Button
                          size="sm"
                          variant="quiet"
                          aria-label={t("rates.removeOf", { place: placeOf(rate) })}
                          onClick={() => onOpen({ dialog: "remove", rate })}
                        >
                          {t("rates.remove")}
                        </Button>
                      )}
                    </Td>
                  )}
                </tr>
              ))}
            </tbody>
          </Table>
        )}
        {found.length > SHOWN_MAX ? (
          <p className="text-sm text-muted">{t("rates.more", { count: found.length - SHOWN_MAX })}</p>
        ) : null}
      </div>
    </Panel>
  );
}
