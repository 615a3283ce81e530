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

/** Creates a category, or saves one that was read. Returns it as it is stored. */
function useStoreCategory() {
  const create = api.admin.categories.create.useMutation();
  const save = api.admin.categories.save.useMutation();
  return {
    // Until the page of a new category is there: a second click would create a second one.
    busy: create.isPending || create.isSuccess || save.isPending,
    create: create.mutateAsync,
    save: save.mutateAsync,
  };
}

/** The form of a category, new or not: its fields, what is wrong with them, and how it is saved. */
export function useCategoryEditor(initial: AdminCategory | null, firstParent: CategoryId | null) {
  const t = useTranslations("adminCategories");
  const router = useRouter();
  const errorMessage = useErrorMessage();
  const { client } = api.useUtils();
  const { busy, create, save } = useStoreCategory();
  /** The category as it was read last. A save applies to this version. */
  const [stored, setStored] = useState(initial);
  const saved = stored ? formOf(stored) : EMPTY;
  const [form, setForm] = useState(saved);
  const [parentId, setParentId] = useState(firstParent);
  const [errors, setErrors] = useState<Texts>({});
  const [theirs, setTheirs] = useState<Texts>({});
  const [refusal, setRefusal] = useState<string | null>(null);

  function reset(to: CategoryForm): void {
    setForm(to);
    setErrors({});
    setTheirs({});
    setRefusal(null);
  }

  /** Takes a newer version, such as one with another picture. What is typed stays, and what others saved in it is shown. */
  function follow(latest: AdminCategory, base = stored): void {
    const others = base ? savedByOthers({ base: formOf(base), now: formOf(latest), typed: form }, t) : {};
    setStored(latest);
    setTheirs(others);
    if (Object.keys(others).length > 0) setRefusal(t("conflict.told"));
  }

  /** Someone else saved first: the next save is made from theirs. */
  async function compare(base: AdminCategory): Promise<void> {
    follow(await client.admin.categories.get.query({ categoryId: base.id }), base);
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
        const { id } = await create({ ...reading.fields, parentId });
        return router.push(`/admin/categories/${id}`);
      }
      const { id: categoryId, version } = stored;
      const { slug = stored.slug, ...fields } = reading.fields;
      const latest = await save({ ...fields, slug, categoryId, version });
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
    follow,
    stored,
  };
}

export type CategoryEditor = ReturnType<typeof useCategoryEditor>;
