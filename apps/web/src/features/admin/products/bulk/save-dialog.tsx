"use client";

import type { AdminBulkChange } from "@cartwright/contracts/product-bulk";
import { useTranslations } from "@cartwright/messages/use-translations";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { ReasonField, useReason } from "../../shell/reason-field.tsx";
import { countChanges } from "./read-grid.ts";

interface SaveDialogProps {
  changes: readonly AdminBulkChange[];
  busy: boolean;
  onClose: () => void;
  onSave: (reason: string | null) => void;
}

/** Says how much a save changes, before it does; asks why stock is counted differently. Mounted while it is open. */
export function SaveDialog({ changes, busy, onClose, onSave }: SaveDialogProps) {
  const t = useTranslations("adminBulk");
  const reason = useReason();
  const { variants, products, prices, stock, others } = countChanges(changes);
  const submit = () => {
    if (stock === 0) return onSave(null);
    const given = reason.submit();
    if (given !== null) onSave(given);
  };
  return (
    <FormDialog
      title={t("save.title", { count: variants })}
      confirm={t("save.confirm")}
      busy={busy}
      refusal={null}
      onClose={onClose}
      onSubmit={submit}
    >
      <p className="text-ink-soft">{t("save.text", { count: variants, products })}</p>
      <ul className="list-disc pl-5 text-ink-soft">
        {prices > 0 ? <li>{t("save.prices", { count: prices })}</li> : null}
        {stock > 0 ? <li>{t("save.stock", { count: stock })}</li> : null}
        {others > 0 ? <li>{t("save.others", { count: others })}</li> : null}
      </ul>
      {stock > 0 ? <ReasonField reason={reason} hint={t("save.reasonHint")} /> : null}
    </FormDialog>
  );
}
