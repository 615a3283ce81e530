import type { AdminOrder } from "@cartwright/contracts/admin";
import { getTranslations } from "@cartwright/messages/get-translations";
import { SHOP_NAME } from "@cartwright/messages/shop-name";
import { Table, Td, Th } from "@cartwright/ui/table";
import type { ReactNode } from "react";
import { isOnlyVariant } from "@cartwright/contracts/only-variant";
import { PrintBar } from "./print-bar.tsx";
import { PrintedTime } from "./printed-time.tsx";

interface PackingSlipProps {
  order: AdminOrder;
  /** The parcel it goes into. Null for what is still to be packed. */
  parcelId: string | null;
}

/** What is in a parcel, without prices. Refunded and cancelled units are not in what is still to be packed. */
export function PackingSlip({ order, parcelId }: PackingSlipProps) {
  const t = getTranslations("adminPrint");
  const at = order.fulfillments.findIndex(({ id }) => id === parcelId);
  const parcel = order.fulfillments[at];
  const unitsOf = ({ id, openQuantity }: AdminOrder["lines"][number]) =>
    parcel ? (parcel.lines.find(({ lineId }) => lineId === id)?.quantity ?? 0) : openQuantity;
  const lines = order.lines.map((line) => ({ line, quantity: unitsOf(line) })).filter(({ quantity }) => quantity > 0);
  const carrier = parcel?.carrier ?? order.shippingMethod;
  return (
    <div className="grid gap-6">
      <PrintBar back={`/admin/orders/${order.number}`} />
      <header className="grid gap-1">
        <p className="text-muted">{SHOP_NAME}</p>
        <h1 className="text-xl">
          {t("slip")}{" "}
          <span className="text-muted">{parcel ? t("slipParcel", { position: at + 1 }) : t("slipOpen")}</span>
        </h1>
        <p className="font-mono text-3xl font-medium">{order.number}</p>
      </header>
      <div className="grid gap-6 sm:grid-cols-2 print:grid-cols-2">
        {order.shippingAddress ? (
          <section aria-label={t("deliverTo")}>
            <h2 className="text-sm text-muted">{t("deliverTo")}</h2>
            <address className="text-base whitespace-pre-line not-italic">
              {order.shippingAddressLines.join("\n")}
            </address>
          </section>
        ) : null}
        <dl className="grid content-start gap-1">
          <Fact name={t("placed")}>
            <PrintedTime at={order.createdAt} />
          </Fact>
          {carrier === null ? null : <Fact name={t("shippedBy")}>{carrier}</Fact>}
          {parcel?.trackingNumber ? <Fact name={t("tracking")}>{parcel.trackingNumber}</Fact> : null}
        </dl>
      </div>
      {lines.length === 0 ? (
        <p className="py-8 text-center text-muted">{t("slipEmpty")}</p>
      ) : (
        <Table caption={t("slipCaption")}>
          <thead>
            <tr>
              <Th className="text-right">{t("quantity")}</Th>
              <Th>{t("item")}</Th>
              <Th className="max-sm:hidden print:table-cell">{t("sku")}</Th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ line, quantity }) => (
              <tr key={line.id} className="break-inside-avoid">
                <Td className="figures text-right align-top text-base font-medium">{quantity}</Td>
                <Td className="align-top">
                  {line.title}
                  {isOnlyVariant(line.variantTitle) ? null : <span className="block">{line.variantTitle}</span>}
                  <span className="block font-mono text-xs sm:hidden print:hidden">{line.sku}</span>
                </Td>
                <Td className="align-top font-mono max-sm:hidden print:table-cell">{line.sku ?? "–"}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex gap-3">
      <dt className="w-32 shrink-0 text-muted">{name}</dt>
      <dd className="min-w-0 break-all">{children}</dd>
    </div>
  );
}
