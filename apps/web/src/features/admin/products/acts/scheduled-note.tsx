"use client";

import type { AdminProduct } from "@cartwright/contracts/admin-products";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Notice } from "@cartwright/ui/notice";
import { toast } from "@cartwright/ui/toast";
import { useState } from "react";
import { api } from "../../../../trpc/react.tsx";
import { useErrorMessage } from "../../../../trpc/use-error-message.ts";
import { useDateAndTime } from "../../shell/timestamp.tsx";
import { ScheduleDialog } from "./schedule-dialog.tsx";

interface ScheduledNoteProps {
  product: AdminProduct;
  publishAt: string;
  mayWrite: boolean;
  onChanged: (product: AdminProduct) => void;
}

/** When a draft is going to be published, with the ways to change that. */
export function ScheduledNote({ product, publishAt, mayWrite, onChanged }: ScheduledNoteProps) {
  const t = useTranslations("adminProducts");
  const dateAndTime = useDateAndTime();
  const errorMessage = useErrorMessage();
  const [isOpen, setOpen] = useState(false);
  const utils = api.useUtils();
  const cancel = api.admin.products.unschedule.useMutation({
    onSuccess(saved) {
      toast(t("schedule.cancelled"));
      onChanged(saved);
    },
    onError(error) {
      toast(errorMessage(error), { tone: "bad" });
      void utils.admin.products.get.invalidate({ productId: product.id });
    },
  });
  return (
    <Notice tone="neutral">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p className="mr-auto">{t("schedule.note", { time: dateAndTime(publishAt) })}</p>
        {mayWrite ? (
          <>
            <Button variant="secondary" size="sm" onClick={() => setOpen(true)}>
              {t("schedule.change")}
            </Button>
            <Button
              variant="quiet"
              size="sm"
              busy={cancel.isPending}
              onClick={() => cancel.mutate({ productId: product.id, version: product.version })}
            >
              {t("schedule.cancel")}
            </Button>
          </>
        ) : null}
      </div>
      {isOpen ? (
        <ScheduleDialog
          product={product}
          onClose={() => setOpen(false)}
          onChanged={(saved) => {
            setOpen(false);
            onChanged(saved);
          }}
        />
      ) : null}
    </Notice>
  );
}
