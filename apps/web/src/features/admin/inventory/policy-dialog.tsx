"use client";

import type { VariantId } from "@cartwright/contracts/ids";
import { BackorderDays, StockPolicy } from "@cartwright/contracts/stock-policy";
import { useTranslations } from "@cartwright/messages/use-translations";
import { TextField } from "@cartwright/ui/field";
import { SelectField } from "@cartwright/ui/select";
import { toast } from "@cartwright/ui/toast";
import { useState } from "react";
import { fieldsOf, reasonOf } from "../../../trpc/failure.ts";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { FormDialog } from "../shell/form-dialog.tsx";
import { ReasonField, useReason } from "../shell/reason-field.tsx";

interface PolicyDialogProps {
  item: {
    readonly variantId: VariantId;
    readonly name: string;
    readonly onHand: number;
    readonly reserved: number;
    readonly policy: StockPolicy;
    readonly backorderDays: number;
  };
  onClose: () => void;
  /** The stock has changed: here, or by someone else. */
  onChanged: () => void;
}

/** Reads a typed whole number. Null when it is not one. */
const readWhole = (text: string): number | null => (/^\d{1,8}$/.test(text.trim()) ? Number(text) : null);

/** Changes how a variant's stock limits its sale, with a reason that is recorded. */
export function PolicyDialog({ item, onClose, onChanged }: PolicyDialogProps) {
  const t = useTranslations("adminInventory");
  const errorMessage = useErrorMessage();
  const [policy, setPolicy] = useState(item.policy);
  const [days, setDays] = useState(String(item.backorderDays));
  const [counted, setCounted] = useState("");
  const reason = useReason();
  const [submitted, setSubmitted] = useState(false);
  const change = api.admin.inventory.setPolicy.useMutation({
    onSuccess() {
      toast(t("policyDialog.done", { name: item.name }));
      onChanged();
      onClose();
    },
    onError(error) {
      if (reasonOf(error) === "stale_write") onChanged();
    },
  });
  const backorderDays = BackorderDays.safeParse(readWhole(days)).data;
  const count = readWhole(counted);
  const counts = policy !== "untracked" && counted.trim() !== "";
  const daysAreWrong = policy === "backorder" && backorderDays === undefined;
  const countIsWrong = counts && count === null;
  const fields = fieldsOf(change.error);

  function submit(given: string | null): void {
    setSubmitted(true);
    if (given === null || daysAreWrong || countIsWrong) return;
    change.mutate({
      variantId: item.variantId,
      policy,
      reason: given,
      ...(policy === "backorder" && backorderDays !== undefined ? { backorderDays } : {}),
      ...(counts && count !== null ? { count: { to: count, seen: item.onHand } } : {}),
    });
  }

  return (
    <FormDialog
      title={t("policyDialog.title")}
      confirm={t("policyDialog.submit")}
      busy={change.isPending}
      refusal={change.error ? errorMessage(change.error) : null}
      lead={
        <p className="text-ink-soft">
          {t("dialog.summary", { name: item.name, onHand: item.onHand, reserved: item.reserved })}
        </p>
      }
      onClose={onClose}
      onSubmit={() => submit(reason.submit())}
    >
      <SelectField
        label={t("policyLabel")}
        value={policy}
        onChange={(event) => setPolicy(StockPolicy.parse(event.target.value))}
      >
        {StockPolicy.options.map((each) => (
          <option key={each} value={each}>
            {t(`policyDialog.${each}`)}
          </option>
        ))}
      </SelectField>
      {policy === "backorder" ? (
        <TextField
          label={t("policyDialog.days")}
          inputMode="numeric"
          autoComplete="off"
          maxLength={3}
          value={days}
          onChange={(event) => setDays(event.target.value)}
          error={submitted && daysAreWrong ? t("policyDialog.daysInvalid") : fields["backorderDays"]}
        />
      ) : null}
      {policy === "untracked" ? null : (
        <TextField
          label={t("policyDialog.count")}
          hint={
            policy === "tracked"
              ? t("policyDialog.countHint", { reserved: item.reserved })
              : t("policyDialog.countOptional", { onHand: Math.max(item.onHand, 0) })
          }
          inputMode="numeric"
          autoComplete="off"
          maxLength={8}
          value={counted}
          onChange={(event) => setCounted(event.target.value)}
          error={submitted && countIsWrong ? t("dialog.invalid") : (fields["policy"] ?? fields["onHand"])}
        />
      )}
      <ReasonField reason={reason} hint={t("policyDialog.hint")} />
    </FormDialog>
  );
}
