"use client";

import type { AdminGiftCard } from "@cartwright/contracts/admin-gift-cards";
import { useTranslations } from "@cartwright/messages/use-translations";
import { api } from "../../../trpc/react.tsx";
import { FormDialog } from "../shell/form-dialog.tsx";
import { ReasonField, useReason } from "../shell/reason-field.tsx";
import { useRefusal } from "../shell/use-refusal.ts";

interface DisableGiftCardProps {
  card: AdminGiftCard;
  onClose: () => void;
  onDone: () => void;
}

/** Asks before a gift card is disabled, or enabled again. */
export function DisableGiftCard({ card, onClose, onDone }: DisableGiftCardProps) {
  const t = useTranslations("adminGiftCards");
  const admin = useTranslations("admin");
  const refusal = useRefusal();
  const reason = useReason();
  const area = card.state === "disabled" ? "enable" : "disable";
  const disable = api.admin.giftCards.disable.useMutation({ onSuccess: onDone });
  return (
    <FormDialog
      title={t(`${area}.title`)}
      confirm={t(`${area}.submit`)}
      busy={disable.isPending}
      refusal={refusal(disable.error)}
      isDangerous={area === "disable"}
      onClose={onClose}
      onSubmit={() => {
        const given = reason.submit();
        if (given === null) return;
        disable.mutate({ id: card.id, isDisabled: area === "disable", expectedVersion: card.version, reason: given });
      }}
    >
      <p className="text-ink-soft">{t(`${area}.text`)}</p>
      <ReasonField reason={reason} hint={admin("reason.hint")} />
    </FormDialog>
  );
}
