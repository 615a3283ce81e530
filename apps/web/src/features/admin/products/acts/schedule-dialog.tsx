"use client";

import type { AdminProduct } from "@cartwright/contracts/admin-products";
import { atLocalTime, localTime } from "@cartwright/contracts/time-zone";
import { useTranslations } from "@cartwright/messages/use-translations";
import { TextField } from "@cartwright/ui/field";
import { toast } from "@cartwright/ui/toast";
import { useState } from "react";
import { fieldsOf } from "../../../../trpc/failure.ts";
import { api } from "../../../../trpc/react.tsx";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { useTimeZone } from "../../shell/shop-time.tsx";
import { useDateAndTime } from "../../shell/timestamp.tsx";
import { useRefusal } from "../../shell/use-refusal.ts";

interface ScheduleDialogProps {
  product: AdminProduct;
  onClose: () => void;
  onChanged: (product: AdminProduct) => void;
}

/** The next full hour, or the time that is set, as the field has it. */
function firstTime(publishAt: string | null, timeZone: string): string {
  const { date, time } = localTime(publishAt === null ? Date.now() + 3_600_000 : Date.parse(publishAt), timeZone);
  return publishAt === null ? `${date}T${time.slice(0, 2)}:00` : `${date}T${time}`;
}

/** Asks when a draft is to be published, on the shop's clock. Mounted while it is open. */
export function ScheduleDialog({ product, onClose, onChanged }: ScheduleDialogProps) {
  const t = useTranslations("adminProducts");
  const timeZone = useTimeZone();
  const dateAndTime = useDateAndTime();
  const refusalOf = useRefusal();
  const utils = api.useUtils();
  const [typed, setTyped] = useState(() => firstTime(product.publishAt, timeZone));
  const [error, setError] = useState<string | undefined>();
  const schedule = api.admin.products.schedule.useMutation({
    onSuccess(saved) {
      toast(t("schedule.done", { time: dateAndTime(saved.publishAt ?? "") }));
      onChanged(saved);
    },
    onError(failure) {
      setError(fieldsOf(failure)["publishAt"]);
      void utils.admin.products.get.invalidate({ productId: product.id });
    },
  });
  const submit = () => {
    const atMs = atLocalTime(typed, timeZone);
    if (atMs === null) return setError(t("schedule.invalid"));
    setError(undefined);
    schedule.mutate({ productId: product.id, version: product.version, publishAt: new Date(atMs).toISOString() });
  };
  return (
    <FormDialog
      title={t("schedule.title", { title: product.title })}
      confirm={t("schedule.confirm")}
      busy={schedule.isPending}
      refusal={error === undefined ? refusalOf(schedule.error) : null}
      onClose={onClose}
      onSubmit={submit}
    >
      <p className="text-ink-soft">{t("schedule.text")}</p>
      <TextField
        label={t("schedule.at")}
        type="datetime-local"
        value={typed}
        error={error}
        hint={t("schedule.zone", { zone: timeZone.replaceAll("_", " ") })}
        onChange={(event) => {
          setTyped(event.target.value);
          setError(undefined);
        }}
      />
    </FormDialog>
  );
}
