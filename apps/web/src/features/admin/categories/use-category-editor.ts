"use client";

import type { AdminCategory } from "@cartwright/contracts/categories";
import type { CategoryId } from "@cartwright/contracts/ids";
import { useTranslations } from "@cartwright/messages/use-translations";
import { toast } from "@cartwright/ui/toast";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { fieldsOf, reasonOf } from "../../../trpc/failure.ts";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { type CategoryForm, differing, EMPTY, formOf, readCategoryForm } from "./category-form.ts";

/** By the name of a field. */
type Texts = Readonly<Record<string, string>>;

const mapTexts = <Text extends string>(texts: Readonly<Record<string, Text>>, map: (text: Text) => string): Texts =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, map(text)]));

/** What someone else saved in fields that they changed, where it is not what is typed there now. */
function savedByOthers(
  { base, now, typed }: { readonly base: CategoryForm; readonly now: CategoryForm; readonly typed: CategoryForm },
  t: ReturnType<typeof useTranslations<"adminCategories">>,
): Texts {
  const names = differing(base, now).filter((name) => now[name] !== typed[name]);
  return Object.fromEntries(
    names.map((name) => [name, t("conflict.theirs", { value: now[name] || t("conflict.nothing") })]),
  );
}

/** The form of a category, new or not: its fields, what is wrong with them, and how it is saved. */
export function useCategoryEditor(initial: AdminCategory | null, firstParent: CategoryId | null) {
  const t = useTranslations("adminCategories");
  const router = useRouter();
  const errorMessage = useErrorMessage();
  const { client } = api.useUtils();
  const create = api.admin.categories.create.useMutation();
  const save = api.admin.categories.save.useMutation();
  /** The category as it was read last. A save applies to this version. */
  const [stored, setStored] = useState(initial);
  const saved = stored ? formOf(stored) : EMPTY;
  const [form, setForm] = useState(saved);
  const [parentId, setParentId] = useState(firstParent);
  const [errors, setErrors] = useState<Texts>({});
  const [theirs, setTheirs] = useState<Texts>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const busy = create.isPending || create.isSuccess || save.isPending;

  function reset(to: CategoryForm): void {
    setForm(to);
    setErrors({});
    setTheirs({});
    setRefusal(null);
  }

  /** Someone else saved first: what is typed stays, and the next save is made from theirs. */
  async function compare(base: AdminCategory): Promise<void> {
    const latest = await client.admin.categories.get.query({ categoryId: base.id });
    setStored(latest);
    setTheirs(savedByOthers({ base: formOf(base), now: formOf(latest), typed: form }, t));
    setRefusal(t("conflict.told"));
  }

  async function submit(): Promise<void> {
    if (busy) return;
    const reading = readCategoryForm(form);
    setRefusal(null);
    setErrors(reading.ok ? {} : mapTexts(reading.errors, (error) => t(`invalid.${error}`)));
    if (!reading.ok) return setRefusal(t("edit.invalid"));
    try {
      if (stored === null) {
        const { id } = await create.mutateAsync({ ...reading.fields, parentId });
        return router.push(`/admin/categories/${id}`);
      }
      const { id: categoryId, version } = stored;
      const { slug = stored.slug, ...fields } = reading.fields;
      const latest = await save.mutateAsync({ ...fields, slug, categoryId, version });
      setStored(latest);
      reset(formOf(latest));
      toast(t("edit.saved"));
      router.refresh();
    } catch (error) {
      if (stored !== null && reasonOf(error) === "stale_write")
        return compare(stored).catch((failure: unknown) => setRefusal(errorMessage(failure)));
      setRefusal(errorMessage(error));
      setErrors(fieldsOf(error));
    }
  }

  return {
    form,
    parentId,
    setParentId,
    errors,
    theirs,
    refusal,
    busy,
    isDirty: differing(form, saved).length > 0,
    set: (change: Partial<CategoryForm>) => setForm((now) => ({ ...now, ...change })),
    discard: () => reset(saved),
    submit,
    /** Takes a version that another control has made, such as a new picture. What is typed stays. */
    keep: setStored,
    stored,
  };
}

export type CategoryEditor = ReturnType<typeof useCategoryEditor>;
