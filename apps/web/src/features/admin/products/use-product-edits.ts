"use client";

import type { AdminProduct } from "@cartwright/contracts/admin-products";
import { useCallback, useEffect, useState } from "react";
import { type Draft, draftOf, openEdits, savedByOthers } from "./product-draft.ts";

/** The edits, and the product version that they are based on. */
export interface Editing {
  readonly base: AdminProduct;
  readonly edits: Draft;
  /** The same fields as saved by someone else since. */
  readonly theirs: Draft;
}

const NONE: Draft = {};

/** Unsaved edits of a product. Without edits the form follows the product; edits keep the version they are based on. */
export function useProductEdits(product: AdminProduct) {
  const [editing, setEditing] = useState<Editing | null>(null);

  useEffect(() => {
    if (editing === null) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
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

  /** After an own change outside the form (a picture), the edits move to its version, unless another change came between. */
  const follow = useCallback(
    (saved: AdminProduct) =>
      setEditing((known) => (known && saved.version === known.base.version + 1 ? { ...known, base: saved } : known)),
    [],
  );

  /** Moves the edits to a newer version, and keeps what it changed in the same fields. */
  const rebase = useCallback((now: AdminProduct) => {
    setEditing((known) => {
      if (!known) return null;
      const edits = openEdits(now, known.edits);
      const theirs = savedByOthers(edits, known.base, now);
      return Object.keys(edits).length === 0 ? null : { base: now, edits, theirs };
    });
  }, []);

  return {
    editing,
    /** The values of the form's fields. */
    fields: { ...draftOf(editing?.base ?? product), ...editing?.edits },
    theirs: editing?.theirs ?? NONE,
    edit,
    follow,
    rebase,
    clear: () => setEditing(null),
  };
}
