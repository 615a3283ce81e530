"use client";

import type { AdminProduct } from "@cartwright/contracts/admin-products";
import { useTranslations } from "@cartwright/messages/use-translations";
import { toast } from "@cartwright/ui/toast";
import { useCallback, useState } from "react";
import { fieldsOf, reasonOf } from "../../../trpc/failure.ts";
import { api } from "../../../trpc/react.tsx";
import { type Draft, readDraft } from "./product-draft.ts";
import { useProductEdits } from "./use-product-edits.ts";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";

const NONE: Draft = {};

const mapValues = <Value>(record: Readonly<Record<string, Value>>, map: (value: Value) => string): Draft =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));

/**
 * One product and its unsaved edits. If someone else has saved the product since, the server refuses; then the edits move
 * to the newer version, and their values of the same fields are shown beside the edits. Nothing is lost on either side.
 */
export function useProductPage(initial: AdminProduct) {
  const t = useTranslations("adminProducts");
  const errorMessage = useErrorMessage();
  const productId = initial.id;
  const utils = api.useUtils();
  const { data: product } = api.admin.products.get.useQuery({ productId }, { initialData: initial });
  const { editing, fields, theirs, edit, follow, rebase, clear } = useProductEdits(product);
  const [errors, setErrors] = useState<Draft>(NONE);
  const [refusal, setRefusal] = useState<string | null>(null);
  const save = api.admin.products.save.useMutation();

  const setField = useCallback(
    (name: string, text: string) => {
      edit(name, text);
      setErrors((known) => Object.fromEntries(Object.entries(known).filter(([each]) => each !== name)));
    },
    [edit],
  );

  /** Stores the product after a change outside the form. */
  const receive = useCallback(
    (saved: AdminProduct) => {
      utils.admin.products.get.setData({ productId }, saved);
      follow(saved);
    },
    [follow, productId, utils],
  );

  async function refused(error: unknown): Promise<void> {
    if (reasonOf(error) !== "stale_write") {
      setErrors(fieldsOf(error));
      return setRefusal(errorMessage(error));
    }
    try {
      rebase(await utils.admin.products.get.fetch({ productId }, { staleTime: 0 }));
      setRefusal(t("conflict"));
    } catch (failure) {
      setRefusal(errorMessage(failure));
    }
  }

  async function submit(): Promise<void> {
    if (editing === null || save.isPending) return;
    setRefusal(null);
    const reading = readDraft(editing.base, editing.edits);
    setErrors(reading.ok ? NONE : mapValues(reading.errors, (error) => t(`invalid.${error}`)));
    if (!reading.ok) return;
    try {
      utils.admin.products.get.setData({ productId }, await save.mutateAsync(reading.input));
    } catch (error) {
      return refused(error);
    }
    clear();
    void utils.admin.products.list.invalidate();
    toast(t("saved"));
  }

  function discard(): void {
    clear();
    setErrors(NONE);
    setRefusal(null);
  }

  const state = { product, fields, theirs, errors, refusal, isDirty: editing !== null, busy: save.isPending };
  return { ...state, setField, receive, submit, discard };
}
export type ProductPageState = ReturnType<typeof useProductPage>;
