"use client";

import type { AdminGiftCard } from "@cartwright/contracts/admin-gift-cards";
import { useTranslations } from "@cartwright/messages/use-translations";
import { api } from "../../../trpc/react.tsx";
import { FormDialog } from "../shell/form-dialog.tsx";
import { ReasonField, useReason } from "../shell/reason-field.tsx";
import { useRefusal } from "../shell/use-refusal.ts";
import { ShowCode } from "./show-code.tsx";

interface ReplaceCodeProps {
  card: AdminGiftCard;
  onClose: () => void;
  onReplaced: () => void;
}

/** Gives a gift card a new code, for a recipient who lost theirs, and then shows it, once. */
export function ReplaceCode({ card, onClose, onReplaced }: ReplaceCodeProps) {
  const t = useTranslations("adminGiftCards");
  const admin = useTranslations("admin");
  const refusal = useRefusal();
  const reason = useReason();
  const replace = api.admin.giftCards.replaceCode.useMutation({ onSuccess: onReplaced });
  if (replace.data)
    return (
      <ShowCode title={t("replace.done")} code={replace.data.code} recipient={card.recipientEmail} onClose={onClose} />
    );
  return (
    <FormDialog
      title={t("replace.title")}
      confirm={t("replace.submit")}
      busy={replace.isPending}
      refusal={refusal(replace.error)}
      isDangerous
      onClose={onClose}
      onSubmit={() => {
        const given = reason.submit();
        if (given !== null) replace.mutate({ id: card.id, expectedVersion: card.version, reason: given });
      }}
    >
      <p className="break-words text-ink-soft">{t("replace.text", { recipient: card.recipientEmail ?? "none" })}</p>
      <ReasonField reason={reason} hint={admin("reason.hint")} />
    </FormDialog>
  );
}
