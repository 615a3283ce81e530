"use client";

import type { Customer, CustomerRow } from "@cartwright/contracts/admin-people";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Field, Input } from "@cartwright/ui/field";
import { toast } from "@cartwright/ui/toast";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { nameOf } from "../people/person.ts";
import { ChipChoice } from "../shell/chip-choice.tsx";
import { FormDialog } from "../shell/form-dialog.tsx";
import { ReasonField, useReason } from "../shell/reason-field.tsx";
import { useSettled } from "../shell/use-settled.ts";
import { MergeEffects } from "./merge-effects.tsx";

/** Merges this customer with another one of the same person: a button and its dialog. */
export function MergeCustomer({ customer }: { customer: Customer }) {
  const t = useTranslations("adminMerge");
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="secondary" size="sm" onClick={() => setIsOpen(true)}>
        {t("label")}
      </Button>
      {isOpen ? <MergeDialog customer={customer} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

type Other = Pick<CustomerRow, "id" | "email" | "firstName" | "lastName" | "kind">;
const named = (person: Pick<Other, "email" | "firstName" | "lastName">) =>
  nameOf(person) === person.email ? person.email : `${nameOf(person)}, ${person.email}`;

function MergeDialog({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const t = useTranslations("adminMerge");
  const router = useRouter();
  const utils = api.useUtils();
  const errorMessage = useErrorMessage();
  const reason = useReason();
  const [other, setOther] = useState<Other | null>(null);
  const [stays, setStays] = useState<"this" | "other">("this");
  const [refusal, setRefusal] = useState<string | null>(null);
  const otherId = other?.id ?? customer.id;
  const [keptId, goneId] = stays === "this" ? [customer.id, otherId] : [otherId, customer.id];
  const preview = api.admin.customers.previewMerge.useQuery({ keptId, goneId }, { enabled: other !== null });
  const merge = api.admin.customers.merge.useMutation({
    onSuccess: () => {
      toast(t("done"));
      onClose();
      void utils.admin.customers.invalidate();
      router.push(`/admin/customers/${keptId}`);
    },
    onError: (error) => setRefusal(errorMessage(error)),
  });
  const isReady = other !== null && preview.data !== undefined && preview.data.refusals.length === 0;
  return (
    <FormDialog
      title={t("title")}
      confirm={t("confirm")}
      busy={merge.isPending}
      refusal={refusal}
      disabled={!isReady}
      isDangerous
      onClose={onClose}
      onSubmit={() => {
        const given = reason.submit();
        if (given !== null) merge.mutate({ keptId, goneId, reason: given });
      }}
    >
      {other === null ? (
        <ChooseOther excluded={customer.id} onChoose={setOther} />
      ) : (
        <>
          <div className="flex flex-wrap items-center justify-between gap-2">
            <p className="min-w-0 wrap-anywhere">{t("with", { name: named(other) })}</p>
            <Button variant="quiet" size="sm" onClick={() => setOther(null)}>
              {t("another")}
            </Button>
          </div>
          <div className="grid gap-1.5">
            <p className="text-xs text-muted">{t("stays")}</p>
            <ChipChoice
              legend={t("stays")}
              group="merge-stays"
              options={[
                { value: "this", label: named(customer) },
                { value: "other", label: named(other) },
              ]}
              value={stays}
              onChange={setStays}
            />
          </div>
          {preview.data ? <MergeEffects preview={preview.data} /> : null}
          {preview.error ? <p className="text-bad">{errorMessage(preview.error)}</p> : null}
        </>
      )}
      {isReady ? <ReasonField reason={reason} hint={t("reasonHint")} /> : null}
    </FormDialog>
  );
}

/** Finds the other customer by name or address. */
function ChooseOther({ excluded, onChoose }: { excluded: string; onChoose: (other: Other) => void }) {
  const t = useTranslations("adminMerge");
  const [typed, setTyped] = useState("");
  const query = useSettled(typed.trim());
  const { data } = api.admin.customers.list.useQuery({ query, limit: 6 }, { enabled: query !== "" });
  const found = query === "" ? [] : (data?.items.filter(({ id }) => id !== excluded) ?? []);
  return (
    <div className="grid gap-2">
      <Field label={t("find")} hint={t("findHint")}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            maxLength={200}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      {query !== "" && data !== undefined && found.length === 0 ? <p className="text-muted">{t("nobody")}</p> : null}
      <ul aria-label={t("found")} className={found.length === 0 ? "hidden" : "rounded-lg border border-line"}>
        {found.map((each) => (
          <li key={each.id} className="border-b border-line last:border-b-0">
            <button
              type="button"
              className="flex min-h-11 w-full flex-wrap items-center gap-x-3 px-3 py-2 text-left hover:bg-sunk focus-visible:-outline-offset-2"
              onClick={() => onChoose(each)}
            >
              <span className="min-w-0 wrap-anywhere">{named(each)}</span>
              <span className="text-xs text-muted">{t(`kind.${each.kind}`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
