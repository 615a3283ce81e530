"use client";

import type { AdminPromotion } from "@cartwright/contracts/promotions";
import { useTranslations } from "@cartwright/messages/use-translations";
import { toast } from "@cartwright/ui/toast";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { fieldsOf, reasonOf } from "../../../trpc/failure.ts";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { useTimeZone } from "../shell/shop-time.tsx";
import { EMPTY, formOf, type PromotionForm, textOf } from "./promotion-form.ts";
import { fieldOf, readPromotionForm } from "./read-promotion-form.ts";

type Texts = Readonly<Partial<Record<keyof PromotionForm, string>>>;

const NAMES = Object.keys(EMPTY) as (keyof PromotionForm)[]; // the keys of a literal

/** The fields in which two forms differ. */
const differing = (one: PromotionForm, other: PromotionForm) =>
  NAMES.filter((name) => textOf(one[name]) !== textOf(other[name]));

const mapTexts = <Value>(values: Readonly<Record<string, Value>>, map: (value: Value) => string): Texts =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));

/** What someone else saved in fields that they changed, where it is not what is typed there now. */
function savedByOthers(forms: {
  readonly base: PromotionForm;
  readonly now: PromotionForm;
  readonly typed: PromotionForm;
}) {
  const { base, now, typed } = forms;
  const changed = differing(base, now).filter((name) => textOf(now[name]) !== textOf(typed[name]));
  return Object.fromEntries(changed.map((name) => [name, textOf(now[name])]));
}

/** The form of a promotion, new or not: its fields, what is wrong with them, and how it is saved. */
export function usePromotionEditor(initial: AdminPromotion | null) {
  const t = useTranslations("adminPromotions");
  const router = useRouter();
  const timeZone = useTimeZone();
  const errorMessage = useErrorMessage();
  const { client } = api.useUtils();
  const create = api.admin.promotions.create.useMutation();
  const save = api.admin.promotions.save.useMutation();
  /** The promotion as it was read last. A save applies to this version. */
  const [stored, setStored] = useState(initial);
  const saved = stored ? formOf(stored, timeZone) : EMPTY;
  const [form, setForm] = useState(saved);
  const [errors, setErrors] = useState<Texts>({});
  const [theirs, setTheirs] = useState<Texts>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const reading = readPromotionForm(form, timeZone);

  function reset(to: PromotionForm): void {
    setForm(to);
    setErrors({});
    setTheirs({});
    setRefusal(null);
  }

  function take(promotion: AdminPromotion): void {
    setStored(promotion);
    reset(formOf(promotion, timeZone));
  }

  /** Someone else saved first: what is typed stays, and the next save is made from theirs. */
  async function compare(base: AdminPromotion): Promise<void> {
    const latest = await client.admin.promotions.get.query({ promotionId: base.id });
    const others = savedByOthers({ base: formOf(base, timeZone), now: formOf(latest, timeZone), typed: form });
    setStored(latest);
    setTheirs(mapTexts(others, (value) => t("edit.theirs", { value: value || t("edit.nothing") })));
    setRefusal(t("edit.conflict"));
  }

  async function submit(): Promise<void> {
    if (create.isPending || create.isSuccess || save.isPending) return;
    setRefusal(null);
    setErrors(reading.ok ? {} : mapTexts(reading.errors, (error) => t(`invalid.${error}`)));
    if (!reading.ok) return setRefusal(t("edit.invalid"));
    try {
      if (stored === null) {
        const { id } = await create.mutateAsync(reading.input);
        toast(t("edit.created"));
        return router.push(`/admin/promotions/${id}`);
      }
      take(await save.mutateAsync({ ...reading.input, promotionId: stored.id, version: stored.version }));
      toast(t("edit.saved"));
      router.refresh();
    } catch (error) {
      if (stored !== null && reasonOf(error) === "stale_write") return compare(stored);
      setRefusal(errorMessage(error));
      setErrors(Object.fromEntries(Object.entries(fieldsOf(error)).map(([path, text]) => [fieldOf(path), text])));
    }
  }

  return {
    form,
    errors,
    theirs,
    refusal,
    /** What would be saved; null while the form is unfinished. */
    input: reading.ok ? reading.input : null,
    busy: create.isPending || create.isSuccess || save.isPending,
    isDirty: differing(form, saved).length > 0,
    set: (change: Partial<PromotionForm>) => setForm((now) => ({ ...now, ...change })),
    discard: () => reset(saved),
    submit,
    take,
    stored,
  };
}

export type PromotionEditor = ReturnType<typeof usePromotionEditor>;
