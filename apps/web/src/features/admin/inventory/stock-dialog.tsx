"use client";

import type { StockChange } from "@cartwright/contracts/admin-products";
import type { VariantId } from "@cartwright/contracts/ids";
import { useTranslations } from "@cartwright/messages/use-translations";
import { TextField } from "@cartwright/ui/field";
import { SelectField } from "@cartwright/ui/select";
import { toast } from "@cartwright/ui/toast";
import { useState } from "react";
import { fieldsOf, reasonOf } from "../../../trpc/failure.ts";
import { api } from "../../../trpc/react.tsx";
import { FormDialog } from "../shell/form-dialog.tsx";
import { ReasonField, useReason } from "../shell/reason-field.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";

interface StockDialogProps {
  item: { readonly variantId: VariantId; readonly name: string; readonly onHand: number; readonly reserved: number };
  onClose: () => void;
  /** The stock has changed: adjusted here, or by someone else. */
  onAdjusted: () => void;
}

/** Reads the typed number: a count, or a difference. Null when it is not a number. */
function readChange(way: "to" | "by", text: string, seen: number): StockChange | null {
  if (!/^[+-]?\d{1,8}$/.test(text.trim())) return null;
  const units = Number(text);
  if (way === "by") return units === 0 ? null : { by: units };
  return units < 0 ? null : { to: units, seen };
}

/** Adjusts the stock on hand, with a reason that is recorded. */
export function StockDialog({ item, onClose, onAdjusted }: StockDialogProps) {
  const t = useTranslations("adminInventory");
  const errorMessage = useErrorMessage();
  const [way, setWay] = useState<"to" | "by">("by");
  const [units, setUnits] = useState("");
  const reason = useReason();
  const [submitted, setSubmitted] = useState(false);
  const adjust = api.admin.inventory.adjust.useMutation({
    onSuccess({ onHand }) {
      toast(t("dialog.done", { name: item.name, onHand }));
      onAdjusted();
      onClose();
    },
    onError(error) {
      if (reasonOf(error) === "stale_write") onAdjusted();
    },
  });
  const change = readChange(way, units, item.onHand);
  return (
    <FormDialog
      title={t("dialog.title")}
      confirm={t("dialog.submit")}
      busy={adjust.isPending}
      refusal={adjust.error ? errorMessage(adjust.error) : null}
      lead={
        <p className="text-ink-soft">
          {t("dialog.summary", { name: item.name, onHand: item.onHand, reserved: item.reserved })}
        </p>
      }
      onClose={onClose}
      onSubmit={() => {
        setSubmitted(true);
        const given = reason.submit();
        if (change !== null && given !== null) adjust.mutate({ variantId: item.variantId, change, reason: given });
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label={t("dialog.way")}
          value={way}
          onChange={(event) => setWay(event.target.value === "to" ? "to" : "by")}
        >
          <option value="by">{t("dialog.by")}</option>
          <option value="to">{t("dialog.to")}</option>
        </SelectField>
        <TextField
          label={way === "to" ? t("dialog.unitsTo") : t("dialog.unitsBy")}
          inputMode={way === "to" ? "numeric" : "text"}
          autoComplete="off"
          maxLength={9}
          value={units}
          onChange={(event) => setUnits(event.target.value)}
          error={fieldsOf(adjust.error)["onHand"] ?? (submitted && change === null ? t("dialog.invalid") : undefined)}
        />
      </div>
      <ReasonField reason={reason} hint={t("dialog.hint")} />
    </FormDialog>
  );
}
