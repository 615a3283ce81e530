"use client";

import { ADDRESS_LINES_MAX, type InvoiceSettings, NumberPrefix, SERIAL_DIGITS } from "@cartwright/contracts/invoices";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Checkbox } from "@cartwright/ui/checkbox";
import { Field, Textarea, TextField } from "@cartwright/ui/field";
import { Notice } from "@cartwright/ui/notice";
import { toast } from "@cartwright/ui/toast";
import { useState } from "react";
import { fieldsOf } from "../../../trpc/failure.ts";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { Panel } from "../shell/panel.tsx";

interface InvoicesPanelProps {
  initial: InvoiceSettings;
  mayWrite: boolean;
}

const hasSeller = ({ sellerName, sellerAddress }: InvoiceSettings) =>
  sellerName.trim() !== "" && sellerAddress.trim() !== "";

/** What invoices and credit notes say about the seller, and how they are numbered. */
export function InvoicesPanel({ initial, mayWrite }: InvoicesPanelProps) {
  const t = useTranslations("adminInvoices");
  const errorMessage = useErrorMessage();
  const [saved, setSaved] = useState(initial);
  const [draft, setDraft] = useState(initial);
  const save = api.admin.settings.setInvoices.useMutation({
    onSuccess(settings) {
      setSaved(settings);
      setDraft(settings);
      toast(t("saved"));
    },
  });
  const fields = fieldsOf(save.error);
  const change = (part: Partial<InvoiceSettings>) => setDraft({ ...draft, ...part });
  const text = (name: "sellerName" | "vatNumber" | "footer") => ({
    label: t(name),
    value: draft[name],
    error: fields[name],
    readOnly: !mayWrite,
    onChange: (event: { target: { value: string } }) => change({ [name]: event.target.value }),
  });
  return (
    <Panel id="invoices" title={t("title")}>
      <form
        className="grid gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (!save.isPending) save.mutate(draft);
        }}
      >
        {hasSeller(saved) ? null : <Notice tone="warn">{t("missing")}</Notice>}
        {save.error ? (
          <Notice tone="bad" urgent>
            {errorMessage(save.error)}
          </Notice>
        ) : null}
        <p className="max-w-prose text-muted">{t("intro")}</p>
        <div className="grid gap-5 sm:grid-cols-2">
          <TextField {...text("sellerName")} maxLength={120} autoComplete="organization" />
          <TextField {...text("vatNumber")} optional maxLength={40} autoComplete="off" />
          <Field
            label={t("sellerAddress")}
            hint={t("sellerAddressHint", { max: ADDRESS_LINES_MAX })}
            error={fields["sellerAddress"]}
          >
            {(control) => (
              <Textarea
                {...control}
                rows={4}
                maxLength={400}
                value={draft.sellerAddress}
                readOnly={!mayWrite}
                onChange={(event) => change({ sellerAddress: event.target.value })}
              />
            )}
          </Field>
          <TextField {...text("footer")} hint={t("footerHint")} maxLength={300} autoComplete="off" />
        </div>
        <Numbering draft={draft} fields={fields} mayWrite={mayWrite} onChange={change} />
        <Checkbox
          label={t("attached")}
          checked={draft.attached}
          error={fields["attached"]}
          disabled={!mayWrite || (!hasSeller(draft) && !draft.attached)}
          onChange={(event) => change({ attached: event.target.checked })}
        />
        {mayWrite ? (
          <Button type="submit" variant="secondary" busy={save.isPending} className="justify-self-start">
            {t("save")}
          </Button>
        ) : null}
      </form>
    </Panel>
  );
}

interface NumberingProps {
  draft: InvoiceSettings;
  fields: Readonly<Record<string, string>>;
  mayWrite: boolean;
  onChange: (part: Partial<InvoiceSettings>) => void;
}

function Numbering({ draft, fields, mayWrite, onChange }: NumberingProps) {
  const t = useTranslations("adminInvoices");
  const first = (prefix: string) =>
    `${prefix}${draft.yearly ? `${new Date().getFullYear()}-` : ""}${"1".padStart(SERIAL_DIGITS, "0")}`;
  const problem = (name: "invoicePrefix" | "creditPrefix") => {
    if (!NumberPrefix.safeParse(draft[name]).success) return t("prefixWrong");
    return name === "creditPrefix" && draft.creditPrefix === draft.invoicePrefix ? t("prefixSame") : fields[name];
  };
  return (
    <div className="grid gap-5">
      <div className="grid gap-5 sm:grid-cols-2">
        {(["invoicePrefix", "creditPrefix"] as const).map((name) => (
          <TextField
            key={name}
            label={t(name)}
            hint={t("prefixHint")}
            error={problem(name)}
            value={draft[name]}
            readOnly={!mayWrite}
            maxLength={10}
            autoComplete="off"
            onChange={(event) => onChange({ [name]: event.target.value.toUpperCase() })}
          />
        ))}
      </div>
      <div className="grid gap-1">
        <Checkbox
          label={t("yearly")}
          checked={draft.yearly}
          disabled={!mayWrite}
          onChange={(event) => onChange({ yearly: event.target.checked })}
        />
        <p className="text-sm text-muted">{t("yearlyHint")}</p>
        <p className="figures text-sm text-muted" suppressHydrationWarning>
          {t("example", { invoice: first(draft.invoicePrefix), credit: first(draft.creditPrefix) })}
        </p>
      </div>
    </div>
  );
}
