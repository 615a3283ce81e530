"use client";

import type { AdminCollection, AdminSaveCollection } from "@cartwright/contracts/collections";
import { useTranslations } from "@cartwright/messages/use-translations";
import { toast } from "@cartwright/ui/toast";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { fieldsOf, reasonOf } from "../../../trpc/failure.ts";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { type CollectionForm, differing, EMPTY, formOf } from "./collection-form.ts";
import { savedByOthers } from "./saved-by-others.ts";
import { readCollectionForm } from "./read-collection-form.ts";

/** By the name of a field, or the key of a condition. */
type Texts = Readonly<Record<string, string>>;

const mapTexts = <Text extends string>(texts: Readonly<Record<string, Text>>, map: (text: Text) => string): Texts =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, map(text)]));

/** The field of the form that a path of the request belongs to. */
function fieldOf(path: string): string {
  const [name = ""] = path.split(".");
  if (name === "productIds") return "products";
  return name === "rules" ? "conditions" : name;
}

/** The form of a collection, new or not: its fields, what is wrong with them, and how it is saved. */
export function useCollectionEditor(initial: AdminCollection | null) {
  const t = useTranslations("adminCollections");
  const router = useRouter();
  const errorMessage = useErrorMessage();
  const { client } = api.useUtils();
  const create = api.admin.collections.create.useMutation();
  const save = api.admin.collections.save.useMutation();
  /** The collection as it was read last. A save applies to this version. */
  const [stored, setStored] = useState(initial);
  const saved = stored ? formOf(stored) : EMPTY;
  const [form, setForm] = useState(saved);
  const [errors, setErrors] = useState<Texts>({});
  const [theirs, setTheirs] = useState<Texts>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const reading = readCollectionForm(form);

  function reset(to: CollectionForm): void {
    setForm(to);
    setErrors({});
    setTheirs({});
    setRefusal(null);
  }

  /** Takes a newer version, such as one with another picture. What is typed stays, and what others saved in it is shown. */
  function follow(latest: AdminCollection, base = stored): void {
    const others = base ? savedByOthers({ base: formOf(base), now: formOf(latest), typed: form }, t) : {};
    setStored(latest);
    setTheirs(others);
    if (Object.keys(others).length > 0) setRefusal(t("conflict.told"));
  }

  /** Someone else saved first: the next save is made from theirs. */
  async function compare(base: AdminCollection): Promise<void> {
    follow(await client.admin.collections.get.query({ collectionId: base.id }), base);
    setRefusal(t("conflict.told"));
  }

  async function submit(): Promise<void> {
    if (create.isPending || create.isSuccess || save.isPending) return;
    setRefusal(null);
    setErrors(reading.ok ? {} : mapTexts(reading.errors, (error) => t(`invalid.${error}`)));
    if (!reading.ok) return setRefusal(t("edit.invalid"));
    try {
      if (stored === null) {
        const { id } = await create.mutateAsync(reading.input);
        return router.push(`/admin/collections/${id}`);
      }
      const { id: collectionId, slug, version } = stored;
      const latest = await save.mutateAsync({ slug, ...reading.input, collectionId, version } as AdminSaveCollection); // a slug that is left out is missing
      setStored(latest);
      reset(formOf(latest));
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
    set: (change: Partial<CollectionForm>) => setForm((now) => ({ ...now, ...change })),
    discard: () => reset(saved),
    submit,
    follow,
    stored,
  };
}

export type CollectionEditor = ReturnType<typeof useCollectionEditor>;
