"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { Badge } from "@cartwright/ui/badge";
import { Button } from "@cartwright/ui/button";
import Link from "next/link";
import { useState } from "react";
import { fullTitle } from "@cartwright/contracts/only-variant";
import { EmptyPanel, Panel } from "../../shell/panel.tsx";
import { Timestamp } from "../../shell/timestamp.tsx";
import type { StaffOrder, StaffParcel } from "../staff-order.ts";
import { PackDialog } from "./pack-dialog.tsx";
import { ParcelActs } from "./parcel-acts.tsx";

/** The parcels of an order, and what is still to be packed. */
export function ParcelsPanel({ order, mayFulfill }: { order: StaffOrder; mayFulfill: boolean }) {
  const t = useTranslations("adminParcels");
  const [packing, setPacking] = useState(false);
  const open = order.lines.reduce((sum, line) => sum + line.openQuantity, 0);
  const canPack = mayFulfill && order.orderStatus === "confirmed" && open > 0;
  return (
    <Panel
      title={t("title")}
      flush
      aside={
        order.orderStatus === "confirmed" ? (
          <span className="text-xs text-muted">{t("open", { count: open })}</span>
        ) : null
      }
    >
      {order.fulfillments.length === 0 && !canPack ? <EmptyPanel>{t("none")}</EmptyPanel> : null}
      <ul>
        {order.fulfillments.map((parcel, index) => (
          <li key={parcel.id} className="grid gap-3 border-b border-line px-4 py-3 last:border-b-0">
            <ParcelFacts order={order} parcel={parcel} position={index + 1} />
            <p>
              <Link
                href={`/admin/orders/${order.number}/packing-slip?parcel=${parcel.id}`}
                prefetch={false}
                className="link link-alone"
              >
                {t("slip")}
              </Link>
            </p>
            {mayFulfill ? <ParcelActs order={order} parcel={parcel} /> : null}
          </li>
        ))}
      </ul>
      {canPack ? (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
          <Button size="sm" onClick={() => setPacking(true)}>
            {t("pack.label", { count: open })}
          </Button>
          <Link href={`/admin/orders/${order.number}/packing-slip`} prefetch={false} className="link link-alone">
            {t("slip")}
          </Link>
        </div>
      ) : null}
      {packing ? <PackDialog order={order} onClose={() => setPacking(false)} /> : null}
    </Panel>
  );
}

const TONES = { packed: "accent", shipped: "good", delivered: "neutral" } as const;

function ParcelFacts({ order, parcel, position }: { order: StaffOrder; parcel: StaffParcel; position: number }) {
  const t = useTranslations("adminParcels");
  const tracking = [parcel.carrier, parcel.trackingNumber].filter((part) => part !== null).join(" ");
  return (
    <div className="grid gap-1">
      <div className="flex items-center gap-3">
        <h3 className="text-sm font-medium">{t("parcel", { position })}</h3>
        <Badge tone={TONES[parcel.state]}>{t(`state.${parcel.state}`)}</Badge>
        <Timestamp
          at={parcel.deliveredAt ?? parcel.shippedAt ?? parcel.packedAt}
          className="ml-auto text-xs text-muted"
        />
      </div>
      <ul className="text-ink-soft">
        {parcel.lines.map(({ lineId, quantity }) => {
          const line = order.lines.find(({ id }) => id === lineId);
          return <li key={lineId}>{t("content", { quantity, title: line ? fullTitle(line) : lineId })}</li>;
        })}
      </ul>
      {parcel.trackingUrl ? (
        <p>
          <a href={parcel.trackingUrl} target="_blank" rel="noreferrer" className="link link-alone break-all">
            {tracking === "" ? t("follow") : tracking}
          </a>
        </p>
      ) : (
        <p className="break-all text-ink-soft">{tracking}</p>
      )}
    </div>
  );
}
