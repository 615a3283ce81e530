"use client";

import type { ShopTime } from "@cartwright/contracts/time-zone";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Notice } from "@cartwright/ui/notice";
import { Select } from "@cartwright/ui/select";
import { toast } from "@cartwright/ui/toast";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { Panel } from "../shell/panel.tsx";

interface TimeZonePanelProps {
  initial: ShopTime;
  /** The zones that the server knows. */
  zones: readonly string[];
  mayWrite: boolean;
}

/** The zone that the shop's days are counted in. */
export function TimeZonePanel({ initial, zones, mayWrite }: TimeZonePanelProps) {
  const t = useTranslations("adminSettings");
  const router = useRouter();
  const errorMessage = useErrorMessage();
  const fieldId = useId();
  const [zone, setZone] = useState(initial.timeZone);
  const save = api.admin.settings.setTime.useMutation({
    onSuccess: () => {
      toast(t("time.saved"));
      // Every time on the page is written anew.
      router.refresh();
    },
  });
  return (
    <Panel id="time-zone" title={t("time.title")}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!save.isPending) save.mutate({ timeZone: zone });
        }}
      >
        {save.error ? (
          <Notice tone="bad" urgent>
            {errorMessage(save.error)}
          </Notice>
        ) : null}
        <p className="max-w-prose text-muted">{t("time.intro")}</p>
        <div className="flex flex-wrap items-end gap-3">
          <div className="grid w-full max-w-xs gap-1.5">
            <label htmlFor={fieldId} className="text-sm font-medium">
              {t("time.zone")}
            </label>
            <Select id={fieldId} value={zone} disabled={!mayWrite} onChange={(event) => setZone(event.target.value)}>
              {zones.map((name) => (
                <option key={name} value={name}>
                  {name.replaceAll("_", " ")}
                </option>
              ))}
            </Select>
          </div>
          {mayWrite ? (
            <Button type="submit" variant="secondary" busy={save.isPending}>
              {t("time.save")}
            </Button>
          ) : null}
        </div>
      </form>
    </Panel>
  );
}
