"use client";

import type { AdminShipping } from "@cartwright/contracts/shipping";
import type { CountryName } from "@cartwright/contracts/place";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { EmptyPanel } from "../shell/panel.tsx";
import type { Opened } from "./dialogs.ts";
import { MethodDialog } from "./method-dialog.tsx";
import { RemoveMethod, RemoveZone } from "./remove-dialogs.tsx";
import { TryAddress } from "./try-address.tsx";
import { ZoneDialog } from "./zone-dialog.tsx";
import { ZonePanel } from "./zone-panel.tsx";

interface ShippingViewProps {
  initial: AdminShipping;
  countries: readonly CountryName[];
  mayWrite: boolean;
}

/** The zones with their methods, and what an address would be quoted. */
export function ShippingView({ initial, countries, mayWrite }: ShippingViewProps) {
  const t = useTranslations("adminShipping");
  const utils = api.useUtils();
  const { data } = api.admin.shipping.list.useQuery(undefined, { initialData: initial });
  const [opened, setOpened] = useState<Opened | null>(null);
  const onOpen = mayWrite ? setOpened : null;
  const dialog = {
    shipping: data,
    onClose: () => setOpened(null),
    onSaved(shipping: AdminShipping) {
      utils.admin.shipping.list.setData(undefined, shipping);
      void utils.admin.shipping.tryAddress.invalidate();
      setOpened(null);
    },
    onRefused: () => void utils.admin.shipping.list.invalidate(),
  };
  return (
    <div className="grid gap-6">
      <div className="flex flex-wrap items-start justify-between gap-4">
        <div className="grid gap-1">
          <h1 className="text-xl">{t("title")}</h1>
          <p className="max-w-prose text-muted">{t("intro")}</p>
        </div>
        {mayWrite ? (
          <Button size="sm" onClick={() => setOpened({ dialog: "zone", zone: null })}>
            {t("addZone")}
          </Button>
        ) : null}
      </div>
      {data.zones.length === 0 ? <EmptyPanel>{t("noZones")}</EmptyPanel> : null}
      {data.zones.map((zone) => (
        <ZonePanel key={zone.id} zone={zone} shipping={data} onOpen={onOpen} />
      ))}
      <TryAddress countries={countries} />
      {opened?.dialog === "zone" ? <ZoneDialog zone={opened.zone} countries={countries} {...dialog} /> : null}
      {opened?.dialog === "removeZone" ? <RemoveZone zone={opened.zone} {...dialog} /> : null}
      {opened?.dialog === "method" ? <MethodDialog zone={opened.zone} method={opened.method} {...dialog} /> : null}
      {opened?.dialog === "removeMethod" ? <RemoveMethod method={opened.method} {...dialog} /> : null}
    </div>
  );
}
