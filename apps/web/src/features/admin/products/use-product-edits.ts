"use client";

import type { AdminProduct } from "@cartwright/contracts/admin-products";
import { useCallback, useEffect, useState } from "react";
import { type Draft, draftOf, openEdits, savedMeanwhile } from "./product-draft.ts";

/** What is being edited, and the product that the editing began with. */
export interface Editing {
  readonly base: AdminProduct;
  readonly edits: Draft;
  /** What somebody else saved of the same fields meanwhile. */
  readonly theirs: Draft;
}

const NONE: Draft = {};

/** What somebody types over a product. While nothing is edited the form follows the product; edits keep the version they began with. */
export function useProductEdits(product: AdminProduct) {
  const [editing, setEditing] = useState<Editing | null>(null);

  useEffect(() => {
    if (editing === null) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [editing]);

  const edit = useCallback(
    (name: string, text: string) =>
      setEditing((known) => {
        const base = known?.base ?? product;
        const edits = openEdits(base, { ...known?.edits, [name]: text });
        return Object.keys(edits).length === 0 ? null : { base, edits, theirs: known?.theirs ?? NONE };
      }),
    [product],
  );

  /** An act of one's own beside the form (a picture): the edits go on over its version, unless another came between. */
  const follow = useCallback(
    (answer: AdminProduct) =>
      setEditing((known) => (known && answer.version === known.base.version + 1 ? { ...known, base: answer } : known)),
    [],
  );

  /** Brings a newer product under the edits, and notes what it changed of the same fields. */
  const rebase = useCallback((now: AdminProduct) => {
    setEditing((known) => {
      if (!known) return null;
      const edits = openEdits(now, known.edits);
      const theirs = savedMeanwhile(edits, known.base, now);
      return Object.keys(edits).length === 0 ? null : { base: now, edits, theirs };
    });
  }, []);

  return {
    editing,
    /** What the form's fields hold. */
    fields: { ...draftOf(editing?.base ?? product), ...editing?.edits },
    theirs: editing?.theirs ?? NONE,
    edit,
    follow,
    rebase,
    clear: () => setEditing(null),
  };
}
