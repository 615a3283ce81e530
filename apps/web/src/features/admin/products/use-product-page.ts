"use client";

import type { AdminProduct } from "@cartwright/contracts/admin-products";
import { toast } from "@cartwright/ui/toast";
import { useCallback, useState } from "react";
import { messageOf, reasonOf } from "../../../trpc/failure.ts";
import { api } from "../../../trpc/react.tsx";
import { type Draft, readDraft } from "./product-draft.ts";
import { useProductEdits } from "./use-product-edits.ts";

const NONE: Draft = {};
const MEANWHILE =
  "Somebody else has changed this product in the meantime. Your changes are still here: check them and save again.";

/**
 * One product and what somebody is typing over it. When somebody else has saved meanwhile the server refuses; then the
 * newer product is brought under the edits, and what he changed of the same fields is shown beside them. Nothing is lost
 * on either side.
 */
export function useProductDesk(initial: AdminProduct) {
  const productId = initial.id;
  const utils = api.useUtils();
  const { data: product } = api.admin.products.get.useQuery({ productId }, { initialData: initial });
  const { editing, fields, theirs, edit, follow, rebase, clear } = useProductEdits(product);
  const [errors, setErrors] = useState(NONE);
  const [refusal, setRefusal] = useState<string | null>(null);
  const save = api.admin.products.save.useMutation();

  const setField = useCallback(
    (name: string, text: string) => {
      edit(name, text);
      setErrors((known) => Object.fromEntries(Object.entries(known).filter(([each]) => each !== name)));
    },
    [edit],
  );

  /** The product after an act beside the form. */
  const took = useCallback(
    (answer: AdminProduct) => {
      utils.admin.products.get.setData({ productId }, answer);
      follow(answer);
    },
    [follow, productId, utils],
  );

  async function refused(error: unknown): Promise<void> {
    if (reasonOf(error) !== "stale_write") return setRefusal(messageOf(error));
    try {
      rebase(await utils.admin.products.get.fetch({ productId }, { staleTime: 0 }));
      setRefusal(MEANWHILE);
    } catch (failure) {
      setRefusal(messageOf(failure));
    }
  }

  async function submit(): Promise<void> {
    if (editing === null || save.isPending) return;
    setRefusal(null);
    const reading = readDraft(editing.base, editing.edits);
    setErrors(reading.ok ? NONE : reading.errors);
    if (!reading.ok) return;
    try {
      utils.admin.products.get.setData({ productId }, await save.mutateAsync(reading.input));
    } catch (error) {
      return refused(error);
    }
    clear();
    void utils.admin.products.list.invalidate();
    toast("Saved. Open pages show it now.");
  }

  function discard(): void {
    clear();
    setErrors(NONE);
    setRefusal(null);
  }

  const isDirty = editing !== null;
  return { product, fields, theirs, isDirty, errors, refusal, busy: save.isPending, setField, took, submit, discard };
}
export type ProductDeskState = ReturnType<typeof useProductDesk>;
