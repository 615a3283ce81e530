import type { Order } from "@cartwright/contracts/orders";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Badge } from "@cartwright/ui/badge";
import { fullTitle } from "@cartwright/contracts/only-variant";

/** The parcels of an order, each with what is in it and its own link. */
export function Shipments({ order }: { order: Pick<Order, "fulfillments" | "lines" | "orderStatus"> }) {
  const t = useTranslations("orders");
  if (order.fulfillments.length === 0 || order.orderStatus === "cancelled") return null;
  return (
    <section aria-labelledby="shipments" className="grid gap-5">
      <h2 id="shipments" className="text-xl">
        {t("shipments.title")}
      </h2>
      <ul className="grid gap-4">
        {order.fulfillments.map((parcel, index) => {
          const tracking = [parcel.carrier, parcel.trackingNumber].filter((part) => part !== null).join(" ");
          return (
            <li key={parcel.id} className="grid gap-2 rounded-lg border border-line p-4">
              <p className="flex flex-wrap items-center gap-3">
                <span className="font-medium">{t("shipments.shipment", { position: index + 1 })}</span>
                <Badge tone={parcel.state === "delivered" ? "good" : "accent"}>
                  {t(`shipmentState.${parcel.state}`)}
                </Badge>
              </p>
              <ul className="text-sm text-ink-soft">
                {parcel.lines.map(({ lineId, quantity }) => (
                  <li key={lineId}>{t("shipments.content", { quantity, title: titleOf(order, lineId) })}</li>
                ))}
              </ul>
              {parcel.trackingUrl ? (
                <p className="text-sm">
                  <a href={parcel.trackingUrl} target="_blank" rel="noreferrer" className="link link-alone break-all">
                    {tracking === "" ? t("shipments.track") : t("shipments.trackNumber", { tracking })}
                  </a>
                </p>
              ) : (
                <p className="text-sm break-all text-ink-soft">{tracking}</p>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function titleOf({ lines }: Pick<Order, "lines">, lineId: string): string {
  const line = lines.find(({ id }) => id === lineId);
  if (!line) return lineId;
  return fullTitle(line);
}
