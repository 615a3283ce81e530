"use client";

import type { CountryName } from "@cartwright/contracts/place";
import type { AdminTaxes } from "@cartwright/contracts/taxes";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Checkbox } from "@cartwright/ui/checkbox";
import { Notice } from "@cartwright/ui/notice";
import { toast } from "@cartwright/ui/toast";
import { useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { Panel } from "../shell/panel.tsx";
import { TryAddress } from "../shipping/try-address.tsx";
import { AreasPanel } from "./areas-panel.tsx";
import type { Opened } from "./opened.ts";
import { RateDialog, RemoveRate } from "./rate-dialogs.tsx";
import { RatesPanel } from "./rates-panel.tsx";

interface TaxesViewProps {
  initial: AdminTaxes;
  countries: readonly CountryName[];
  mayWrite: boolean;
}

/** The rates, what they apply to, and what an address would be charged. */
export function TaxesView({ initial, countries, mayWrite }: TaxesViewProps) {
  const t = useTranslations("adminTaxes");
  const utils = api.useUtils();
  const { data } = api.admin.taxes.list.useQuery(undefined, { initialData: initial });
  const [opened, setOpened] = useState<Opened | null>(null);
  const onSaved = (taxes: AdminTaxes) => {
    utils.admin.taxes.list.setData(undefined, taxes);
    void utils.admin.shipping.tryAddress.invalidate();
    setOpened(null);
  };
  const dialog = {
    onClose: () => setOpened(null),
    onSaved,
    onRefused: () => void utils.admin.taxes.list.invalidate(),
  };
  return (
    <div className="grid gap-6">
      <div className="grid gap-1">
        <h1 className="text-xl">{t("title")}</h1>
        <p className="max-w-prose text-muted">{t("intro")}</p>
      </div>
      <RatesPanel taxes={data} onOpen={mayWrite ? setOpened : null} />
      <ShippingTax taxes={data} mayWrite={mayWrite} onSaved={onSaved} />
      <Panel title={t("classes.title")}>
        <p className="max-w-prose text-muted">{t("classes.text")}</p>
      </Panel>
      <TryAddress countries={countries} />
      <AreasPanel taxes={data} />
      {opened?.dialog === "save" ? (
        <RateDialog rate={opened.rate} taxes={data} countries={countries} {...dialog} />
      ) : null}
      {opened?.dialog === "remove" ? <RemoveRate rate={opened.rate} {...dialog} /> : null}
    </div>
  );
}

interface ShippingTaxProps {
  taxes: AdminTaxes;
  mayWrite: boolean;
  onSaved: (taxes: AdminTaxes) => void;
}

function ShippingTax({ taxes, mayWrite, onSaved }: ShippingTaxProps) {
  const t = useTranslations("adminTaxes");
  const errorMessage = useErrorMessage();
  const utils = api.useUtils();
  const save = api.admin.taxes.setShipping.useMutation({
    onSuccess(saved) {
      toast(t("shipping.saved"));
      onSaved(saved);
    },
    onError: () => void utils.admin.taxes.list.invalidate(),
  });
  return (
    <Panel title={t("shipping.title")}>
      <div className="grid gap-2">
        {save.error ? (
          <Notice tone="bad" urgent>
            {errorMessage(save.error)}
          </Notice>
        ) : null}
        <Checkbox
          label={t("shipping.label")}
          checked={taxes.shippingTaxed}
          disabled={!mayWrite || save.isPending}
          onChange={(event) => save.mutate({ shippingTaxed: event.target.checked, version: taxes.version })}
        />
        <p className="max-w-prose text-sm text-muted">{t("shipping.text")}</p>
      </div>
    </Panel>
  );
}
