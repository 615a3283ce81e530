"use client";

import { DRAFT_NOTE_MAX, type AdminDraft } from "@cartwright/contracts/order-drafts";
import { REASON_MAX } from "@cartwright/contracts/act-reason";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Checkbox } from "@cartwright/ui/checkbox";
import { Field, Textarea, TextField } from "@cartwright/ui/field";
import { Notice } from "@cartwright/ui/notice";
import { SelectField } from "@cartwright/ui/select";
import { toast } from "@cartwright/ui/toast";
import { type SubmitEvent, useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { fieldsOf } from "../../../trpc/failure.ts";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { AddressInputs } from "../../checkout/address-inputs.tsx";
import { addressErrors, looksLikeEmail, readAddress, reader } from "../../checkout/read-form.ts";
import { useAddressForm } from "../../checkout/use-address-form.ts";
import type { ContactForm } from "../orders/contact-dialog.tsx";
import { BackLink } from "../shell/back-link.tsx";
import { Panel } from "../shell/panel.tsx";
import { DraftLines } from "./draft-lines.tsx";
import { DraftSummary } from "./draft-summary.tsx";
import { readDiscount, useDraft } from "./use-draft.ts";

const PREFIX = "shippingAddress.";

interface DraftPageProps {
  /** Null for a new one. */
  initial: AdminDraft | null;
  contact: ContactForm;
  may: { readonly edit: boolean; readonly discount: boolean };
}

/** An order that is put together for a customer: what they get, where it goes, what is taken off, and its payment link. */
export function DraftPage({ initial, contact, may }: DraftPageProps) {
  const t = useTranslations("adminDrafts");
  const errorMessage = useErrorMessage();
  const [draftId] = useState(() => initial?.draftId ?? crypto.randomUUID());
  const [saved, setSaved] = useState(initial);
  const draft = useDraft(initial);
  const known = saved?.shippingAddress ?? null;
  const [country, setCountry] = useState<string>(known?.country ?? contact.form.country);
  const address = useAddressForm(country, contact.form);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const save = api.admin.drafts.save.useMutation({
    onSuccess: (next) => {
      setSaved(next);
      draft.setChanged(false);
      toast(t("saved"));
      if (saved === null) window.history.replaceState(null, "", `/admin/orders/drafts/${draftId}`);
    },
  });
  const errors = { ...fieldsOf(save.error), ...typed };
  const isOver = saved !== null && saved.orderNumber !== null;
  const mayChange = may.edit && !isOver;
  const methods = saved?.quote?.shippingMethods ?? [];
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const read = reader(new FormData(event.currentTarget));
    const shippingAddress = draft.ships ? readAddress(read, PREFIX) : null;
    const discount = readDiscount(draft.discount);
    const found = {
      ...(draft.lines.length === 0 ? { lines: t("products.missing") } : {}),
      ...(looksLikeEmail(read("email")) ? {} : { email: t("emailWrong") }),
      ...(shippingAddress && address.rules ? addressErrors(address.rules, shippingAddress, PREFIX) : {}),
      ...("wrong" in discount
        ? {
            [`discount.${discount.wrong}`]: t(
              discount.wrong === "value" ? "discount.invalid" : "discount.reasonMissing",
            ),
          }
        : {}),
    };
    setTyped(found);
    if (Object.keys(found).length > 0 || "wrong" in discount) return;
    // Without a quote no methods are known, and the one that was chosen stays.
    const method = methods.length > 0 ? read("shippingMethodId") : (saved?.shippingMethodId ?? "");
    save.mutate({
      draftId,
      ...(saved ? { version: saved.version } : {}),
      email: read("email"),
      lines: draft.lines.map(({ variantId, quantity }) => ({ variantId, quantity })),
      shippingAddress,
      shippingMethodId: method === "" || !draft.ships ? null : method,
      discount: discount.discount,
      note: read("note"),
    });
  };
  const title = saved ? t("pageTitle", { number: saved.number }) : t("newTitle");
  return (
    <div className="grid gap-6">
      <BackLink href="/admin/orders/drafts" label={t("title")} />
      <h1 className="text-xl">{title}</h1>
      <div className="grid gap-6 xl:grid-cols-[1fr_20rem]">
        <form
          noValidate
          method="post"
          onSubmit={submit}
          onInput={() => draft.setChanged(true)}
          className="grid min-w-0 content-start gap-6"
        >
          <fieldset disabled={!mayChange} className="grid min-w-0 gap-6">
            <Panel title={t("products.title")}>
              <DraftLines lines={draft.lines} error={errors["lines"]} onChange={draft.setLines} />
            </Panel>
            <Panel title={t("customer")}>
              <TextField
                label={t("email")}
                type="email"
                name="email"
                inputMode="email"
                autoComplete="off"
                maxLength={254}
                defaultValue={saved?.email ?? ""}
                error={errors["email"]}
              />
            </Panel>
            <Panel title={t("address.title")}>
              <div className="grid gap-4">
                <Checkbox
                  label={t("address.needed")}
                  checked={draft.ships}
                  onChange={(event) => draft.setShips(event.target.checked)}
                />
                {draft.ships ? (
                  <AddressInputs
                    prefix="shippingAddress"
                    known={known}
                    errors={errors}
                    countries={contact.countries}
                    form={address.form}
                    isError={address.isError}
                    country={country}
                    onCountry={setCountry}
                  />
                ) : null}
                {draft.ships && methods.length > 0 ? (
                  <SelectField
                    key={saved?.version}
                    label={t("address.method")}
                    name="shippingMethodId"
                    defaultValue={saved?.shippingMethodId ?? ""}
                    error={errors["shippingMethodId"]}
                  >
                    <option value="">{t("address.choose")}</option>
                    {methods.map(({ id, title: method }) => (
                      <option key={id} value={id}>
                        {method}
                      </option>
                    ))}
                  </SelectField>
                ) : null}
              </div>
            </Panel>
            <DiscountPanel draft={draft} errors={errors} mayDiscount={may.discount} />
            <Panel title={t("noteTitle")}>
              <Field label={t("note")} hint={t("noteHint")} error={errors["note"]} optional>
                {(control) => (
                  <Textarea {...control} name="note" maxLength={DRAFT_NOTE_MAX} defaultValue={saved?.note ?? ""} />
                )}
              </Field>
            </Panel>
          </fieldset>
          {save.error ? (
            <Notice tone="bad" urgent>
              {errorMessage(save.error)}
            </Notice>
          ) : null}
          {mayChange ? (
            <Button type="submit" busy={save.isPending} className="justify-self-start">
              {t("save")}
            </Button>
          ) : null}
        </form>
        <div className="grid min-w-0 content-start gap-6">
          <DraftSummary draft={saved} changed={draft.changed} mayEdit={may.edit} onDraft={setSaved} />
        </div>
      </div>
    </div>
  );
}

interface DiscountPanelProps {
  draft: ReturnType<typeof useDraft>;
  errors: Readonly<Record<string, string>>;
  mayDiscount: boolean;
}

function DiscountPanel({ draft: { discount, setDiscount }, errors, mayDiscount }: DiscountPanelProps) {
  const t = useTranslations("adminDrafts");
  return (
    <Panel title={t("discount.title")}>
      <fieldset disabled={!mayDiscount} className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label={t("discount.kind")}
          value={discount.kind}
          onChange={(event) => {
            const { value } = event.target;
            const kind = value === "percentage" || value === "fixed" ? value : "none";
            setDiscount({ ...discount, kind });
          }}
        >
          {(["none", "percentage", "fixed"] as const).map((kind) => (
            <option key={kind} value={kind}>
              {t(`discount.${kind}`)}
            </option>
          ))}
        </SelectField>
        {discount.kind === "none" ? null : (
          <>
            <TextField
              label={t(discount.kind === "percentage" ? "discount.percent" : "discount.amount")}
              inputMode="decimal"
              autoComplete="off"
              maxLength={12}
              value={discount.value}
              error={errors["discount.value"]}
              onChange={(event) => setDiscount({ ...discount, value: event.target.value })}
            />
            <TextField
              label={t("discount.reason")}
              autoComplete="off"
              maxLength={REASON_MAX}
              value={discount.reason}
              error={errors["discount.reason"]}
              onChange={(event) => setDiscount({ ...discount, reason: event.target.value })}
              className="sm:col-span-2"
            />
          </>
        )}
        <p className="text-sm text-muted sm:col-span-2">{t("discount.rule")}</p>
      </fieldset>
    </Panel>
  );
}
