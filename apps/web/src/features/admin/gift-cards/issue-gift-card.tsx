"use client";

import { GIFT_CARD_VALUE_MAX } from "@cartwright/contracts/gift-card-text";
import { formatMoney, SHOP_CURRENCY } from "@cartwright/contracts/amounts";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Field, Textarea, TextField } from "@cartwright/ui/field";
import { useState } from "react";
import { fieldsOf } from "../../../trpc/failure.ts";
import { api } from "../../../trpc/react.tsx";
import { FormDialog } from "../shell/form-dialog.tsx";
import { ReasonField, useReason } from "../shell/reason-field.tsx";
import { minorOf } from "../shell/typed-money.ts";
import { useRefusal } from "../shell/use-refusal.ts";
import { ShowCode } from "./show-code.tsx";

interface IssueGiftCardProps {
  onClose: () => void;
  onIssued: () => void;
}

const EMPTY = { amount: "", email: "", message: "", expiresOn: "" };

/** Asks what a gift card is worth and whom it is for, and then shows its code, once. */
export function IssueGiftCard({ onClose, onIssued }: IssueGiftCardProps) {
  const t = useTranslations("adminGiftCards");
  const refusal = useRefusal();
  const reason = useReason();
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const [typed, setTyped] = useState(EMPTY);
  const [submitted, setSubmitted] = useState(false);
  const issue = api.admin.giftCards.issue.useMutation({ onSuccess: onIssued });
  const amountMinor = minorOf(typed.amount) ?? 0;
  const isAmount = amountMinor >= 1 && amountMinor <= GIFT_CARD_VALUE_MAX;
  const email = typed.email.trim();
  if (issue.data)
    return (
      <ShowCode
        code={issue.data.code}
        recipient={email === "" ? null : email}
        title={t("issued.title")}
        onClose={onClose}
      />
    );

  const refused = fieldsOf(issue.error);
  const set = (name: keyof typeof EMPTY) => (event: { target: { value: string } }) =>
    setTyped({ ...typed, [name]: event.target.value });
  return (
    <FormDialog
      title={t("form.title")}
      confirm={t("form.submit")}
      busy={issue.isPending}
      refusal={refusal(issue.error)}
      onClose={onClose}
      onSubmit={() => {
        setSubmitted(true);
        const given = reason.submit();
        if (!isAmount || given === null) return;
        issue.mutate({
          idempotencyKey,
          amountMinor,
          ...(email === "" ? {} : { recipientEmail: email }),
          message: typed.message,
          ...(typed.expiresOn === "" ? {} : { expiresOn: typed.expiresOn }),
          reason: given,
        });
      }}
    >
      <TextField
        label={t("form.amount", { currency: SHOP_CURRENCY })}
        error={
          submitted && !isAmount
            ? t("form.amountInvalid", { max: formatMoney(GIFT_CARD_VALUE_MAX, SHOP_CURRENCY) })
            : undefined
        }
        inputMode="decimal"
        autoComplete="off"
        value={typed.amount}
        onChange={set("amount")}
      />
      <TextField
        label={t("form.email")}
        hint={t("form.emailHint")}
        optional
        type="email"
        autoComplete="off"
        maxLength={254}
        error={refused["recipientEmail"]}
        value={typed.email}
        onChange={set("email")}
      />
      {email === "" ? null : (
        <Field label={t("form.message")} hint={t("form.messageHint")} optional error={refused["message"]}>
          {(control) => <Textarea {...control} maxLength={300} value={typed.message} onChange={set("message")} />}
        </Field>
      )}
      <TextField
        label={t("form.expires")}
        hint={t("form.expiresHint")}
        optional
        type="date"
        error={refused["expiresOn"]}
        value={typed.expiresOn}
        onChange={set("expiresOn")}
      />
      <ReasonField reason={reason} hint={t("form.reasonHint")} />
    </FormDialog>
  );
}
