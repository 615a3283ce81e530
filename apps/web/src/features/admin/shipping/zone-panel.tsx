import { formatMoney } from "@cartwright/contracts/amounts";
import type { AdminShipping, AdminShippingMethod, AdminZone } from "@cartwright/contracts/shipping";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Badge } from "@cartwright/ui/badge";
import { Button } from "@cartwright/ui/button";
import { Panel } from "../shell/panel.tsx";
import { kilogramsOf } from "./kilograms.ts";
import type { Opened } from "./dialogs.ts";

const PLACES_SHOWN = 12;

interface ZonePanelProps {
  zone: AdminZone;
  shipping: AdminShipping;
  /** Null for staff who may only look. */
  onOpen: ((opened: Opened) => void) | null;
}

/** A zone: where it is, and the methods that are offered there. */
export function ZonePanel({ zone, shipping, onOpen }: ZonePanelProps) {
  const t = useTranslations("adminShipping");
  const { name } = zone;
  const methods = shipping.methods.filter(({ zoneIds }) => zoneIds.includes(zone.id));
  const more = zone.places.length - PLACES_SHOWN;
  const places = zone.places.slice(0, PLACES_SHOWN).map((place) => place.name);
  return (
    <Panel
      title={name}
      aside={
        onOpen === null ? null : (
          <span className="flex gap-1">
            <Button
              size="sm"
              variant="quiet"
              aria-label={t("zone.editOf", { name })}
              onClick={() => onOpen({ dialog: "zone", zone })}
            >
              {t("method.edit")}
            </Button>
            <Button
              size="sm"
              variant="quiet"
              aria-label={t("zone.removeOf", { name })}
              onClick={() => onOpen({ dialog: "removeZone", zone })}
            >
              {t("method.remove")}
            </Button>
          </span>
        )
      }
    >
      <div className="grid gap-4">
        <p className="text-muted">
          {zone.rest
            ? t("zone.rest")
            : t("zone.places", { places: places.join(t("zone.separator")), more: Math.max(0, more) })}
        </p>
        {methods.length === 0 ? (
          <p className="text-sm text-warn">{t("zone.noMethods")}</p>
        ) : (
          <ul aria-label={t("zone.methods", { name })} className="grid">
            {methods.map((method) => (
              <MethodRow key={method.id} zone={zone} method={method} shipping={shipping} onOpen={onOpen} />
            ))}
          </ul>
        )}
        {onOpen === null ? null : (
          <Button
            size="sm"
            variant="secondary"
            className="justify-self-start"
            aria-label={t("method.addTo", { name })}
            onClick={() => onOpen({ dialog: "method", zone, method: null })}
          >
            {t("method.add")}
          </Button>
        )}
      </div>
    </Panel>
  );
}

interface MethodRowProps extends ZonePanelProps {
  method: AdminShippingMethod;
}

function MethodRow({ zone, method, shipping, onOpen }: MethodRowProps) {
  const t = useTranslations("adminShipping");
  const pricesOf = usePrices(shipping.currency);
  const { title, daysMin: min, daysMax: max } = method;
  const others = shipping.zones.filter(({ id }) => id !== zone.id && method.zoneIds.includes(id));
  const days = min === null || max === null ? null : t("method.days", { min, max, same: min === max ? "yes" : "no" });
  const details = [
    days,
    method.description,
    others.length > 0 ? t("method.also", { zones: others.map(({ name }) => name).join(t("zone.separator")) }) : null,
  ].filter(Boolean);
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 border-t border-line py-3">
      <div className="grid min-w-0 grow basis-60 gap-1">
        <span className="flex flex-wrap items-center gap-2">
          <span className="font-medium break-words">{title}</span>
          {method.active ? null : <Badge>{t("method.inactive")}</Badge>}
        </span>
        {details.length > 0 ? <span className="text-sm text-muted">{details.join(" · ")}</span> : null}
        <ul className="figures grid text-sm">
          {pricesOf(method).map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </div>
      {onOpen === null ? null : (
        <span className="flex gap-1">
          <Button
            size="sm"
            variant="quiet"
            aria-label={t("method.editOf", { title })}
            onClick={() => onOpen({ dialog: "method", zone, method })}
          >
            {t("method.edit")}
          </Button>
          <Button
            size="sm"
            variant="quiet"
            aria-label={t("method.removeOf", { title })}
            onClick={() => onOpen({ dialog: "removeMethod", method })}
          >
            {t("method.remove")}
          </Button>
        </span>
      )}
    </li>
  );
}

/** What a method costs, one line for each band. */
function usePrices(currency: AdminShipping["currency"]) {
  const t = useTranslations("adminShipping");
  const money = (minor: number) => formatMoney(minor, currency);
  return ({ priceBy, bands }: AdminShippingMethod): string[] => {
    const limit = (value: number) =>
      priceBy === "value" ? money(value) : t("method.kilograms", { value: kilogramsOf(value) });
    return bands.map(({ from, upTo, priceMinor, freeFromMinor }) =>
      [
        priceMinor === 0 ? t("method.free") : money(priceMinor),
        upTo !== null
          ? t("method.upTo", { limit: limit(upTo) })
          : from > 0
            ? t("method.over", { limit: limit(from - 1) })
            : null,
        freeFromMinor === null ? null : t("method.freeFrom", { amount: money(freeFromMinor) }),
      ]
        .filter(Boolean)
        .join(" · "),
    );
  };
}
