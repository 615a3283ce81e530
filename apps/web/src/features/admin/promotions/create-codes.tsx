"use client";

import {
  type AdminPromotion,
  BATCH_SIZE_MAX,
  CODE_PREFIX_MAX,
  type PromotionId,
} from "@cartwright/contracts/promotions";
import { useTranslations } from "@cartwright/messages/use-translations";
import { TextField } from "@cartwright/ui/field";
import { toast } from "@cartwright/ui/toast";
import { useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { FormDialog } from "../shell/form-dialog.tsx";

interface CreateCodesProps {
  promotionId: PromotionId;
  onClose: () => void;
  onCreated: (promotion: AdminPromotion) => void;
}

const PREFIX = /^[A-Z0-9]*$/;

/** Asks how many codes to create. */
export function CreateCodes({ promotionId, onClose, onCreated }: CreateCodesProps) {
  const t = useTranslations("adminPromotions");
  const errorMessage = useErrorMessage();
  const [batchId] = useState(() => crypto.randomUUID());
  const [typed, setTyped] = useState({ count: "100", prefix: "" });
  const [submitted, setSubmitted] = useState(false);
  const count = /^\d{1,5}$/.test(typed.count.trim()) ? Number(typed.count) : 0;
  const prefix = typed.prefix.trim().toUpperCase();
  const isCount = count >= 1 && count <= BATCH_SIZE_MAX;
  const isPrefix = PREFIX.test(prefix);
  const create = api.admin.promotions.createCodes.useMutation({
    onSuccess(promotion) {
      toast(t("codes.created", { count }));
      onCreated(promotion);
      onClose();
    },
  });
  return (
    <FormDialog
      title={t("codes.createTitle")}
      confirm={t("codes.create")}
      busy={create.isPending}
      refusal={create.error ? errorMessage(create.error) : null}
      onClose={onClose}
      onSubmit={() => {
        setSubmitted(true);
        if (isCount && isPrefix) create.mutate({ promotionId, batchId, count, prefix });
      }}
    >
      <TextField
        label={t("codes.amount")}
        hint={t("codes.amountHint", { max: BATCH_SIZE_MAX })}
        error={submitted && !isCount ? t("codes.amountInvalid", { max: BATCH_SIZE_MAX }) : undefined}
        inputMode="numeric"
        autoComplete="off"
        value={typed.count}
        onChange={(event) => setTyped({ ...typed, count: event.target.value })}
      />
      <TextField
        label={t("codes.prefix")}
        optional
        hint={t("codes.prefixHint")}
        error={submitted && !isPrefix ? t("codes.prefixInvalid", { max: CODE_PREFIX_MAX }) : undefined}
        maxLength={CODE_PREFIX_MAX}
        autoComplete="off"
        value={typed.prefix}
        onChange={(event) => setTyped({ ...typed, prefix: event.target.value })}
      />
    </FormDialog>
  );
}
