"use client";

import type { AdminPromotion } from "@cartwright/contracts/promotions";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Dialog } from "@cartwright/ui/dialog";
import { Notice } from "@cartwright/ui/notice";
import { toast } from "@cartwright/ui/toast";
import { useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";

interface ArchivePromotionProps {
  promotion: AdminPromotion;
  onChanged: (promotion: AdminPromotion) => void;
}

/** Asks before a promotion is archived. */
export function ArchivePromotion({ promotion, onChanged }: ArchivePromotionProps) {
  const t = useTranslations("adminPromotions");
  const admin = useTranslations("admin");
  const errorMessage = useErrorMessage();
  const [open, setOpen] = useState(false);
  const archive = api.admin.promotions.archive.useMutation({
    onSuccess(archived) {
      toast(t("archive.done"));
      setOpen(false);
      onChanged(archived);
    },
  });
  return (
    <>
      <Button variant="secondary" size="sm" className="ml-auto" onClick={() => setOpen(true)}>
        {t("archive.open")}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={t("archive.title")}
        footer={
          <div className="flex justify-end gap-3">
            <Button variant="quiet" size="sm" onClick={() => setOpen(false)}>
              {admin("reason.cancel")}
            </Button>
            <Button
              variant="danger"
              size="sm"
              busy={archive.isPending}
              onClick={() => archive.mutate({ promotionId: promotion.id, version: promotion.version })}
            >
              {t("archive.confirm")}
            </Button>
          </div>
        }
      >
        <div className="grid gap-4">
          {archive.error ? (
            <Notice tone="bad" urgent>
              {errorMessage(archive.error)}
            </Notice>
          ) : null}
          <p>{t("archive.text")}</p>
        </div>
      </Dialog>
    </>
  );
}
