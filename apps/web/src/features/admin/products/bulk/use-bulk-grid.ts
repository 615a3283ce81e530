"use client";

import { PRODUCTS_PER_ACT_MAX } from "@cartwright/contracts/product-acts";
import {
  type AdminBulkChange,
  type AdminBulkRow,
  type AdminBulkRows,
  BULK_VARIANTS_MAX,
} from "@cartwright/contracts/product-bulk";
import { useTranslations } from "@cartwright/messages/use-translations";
import { toast } from "@cartwright/ui/toast";
import { useCallback, useEffect, useMemo, useState } from "react";
import { fieldsOf, reasonOf } from "../../../../trpc/failure.ts";
import { api } from "../../../../trpc/react.tsx";
import { useErrorMessage } from "../../../../trpc/use-error-message.ts";
import { type CellsByRow, openEdits, savedByOthers, withEdits } from "./grid-cells.ts";
import { readGrid, type Refusals, refusalsOf } from "./read-grid.ts";

const NO_CELLS_AT_ALL: CellsByRow = new Map();
const NO_REFUSALS: Refusals = new Map();

/** Why the last save was refused. `isConflict` when someone else was first. */
export interface GridRefusal {
  readonly message: string;
  readonly isConflict: boolean;
}

interface Grid extends AdminBulkRows {
  /** What was typed, where it is not as saved. */
  readonly edits: CellsByRow;
  /** What others saved in the same cells since. */
  readonly theirs: CellsByRow;
}

type Client = ReturnType<typeof api.useUtils>["client"];

/** The variants of the same products as they are now, in the order that they have here. By id: a filter may no longer find them. */
async function readAgain(client: Client, rows: readonly AdminBulkRow[]): Promise<AdminBulkRow[]> {
  const ids = [...new Set(rows.map(({ productId }) => productId))];
  const found: AdminBulkRow[] = [];
  for (let at = 0; at < ids.length; at += PRODUCTS_PER_ACT_MAX) {
    const productIds = ids.slice(at, at + PRODUCTS_PER_ACT_MAX);
    found.push(...(await client.admin.products.bulk.query({ productIds })).rows);
  }
  const places = new Map(rows.map(({ variantId }, place) => [variantId, place]));
  const placeOf = ({ variantId }: AdminBulkRow) => places.get(variantId) ?? rows.length;
  return found.toSorted((a, b) => placeOf(a) - placeOf(b)).slice(0, BULK_VARIANTS_MAX);
}

/**
 * The variants and what was typed over them. A refused save keeps everything, with the reasons at rows and cells; loading the rows again
 * keeps what was typed, and shows what others saved beside it.
 */
export function useBulkGrid(initial: AdminBulkRows) {
  const t = useTranslations("adminBulk");
  const errorMessage = useErrorMessage();
  const utils = api.useUtils();
  // One state, so that what is typed while rows are loading is compared with those, and kept.
  const [grid, setGrid] = useState<Grid>(() => ({ ...initial, edits: NO_CELLS_AT_ALL, theirs: NO_CELLS_AT_ALL }));
  const { rows, hasMore, edits, theirs } = grid;
  const [refusals, setRefusals] = useState(NO_REFUSALS);
  const [refusal, setRefusal] = useState<GridRefusal | null>(null);
  const [isLoading, setLoading] = useState(false);
  const saving = api.admin.products.saveBulk.useMutation();
  const reading = useMemo(() => readGrid(rows, edits), [rows, edits]);
  const isDirty = edits.size > 0;

  useEffect(() => {
    if (!isDirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isDirty]);

  const edit = useCallback((changes: Parameters<typeof withEdits>[1]) => {
    setGrid((known) => ({ ...known, edits: withEdits(known.edits, changes) }));
    const touched = new Set<string>(changes.map(({ row }) => row.variantId));
    setRefusals((known) => new Map([...known].filter(([id]) => !touched.has(id))));
  }, []);

  /** Loads the rows again. What was typed stays, but for `saved`: the edits of rows that were saved, unless more was typed meanwhile. */
  async function load(saved: CellsByRow = NO_CELLS_AT_ALL): Promise<void> {
    setLoading(true);
    try {
      const now = { rows: await readAgain(utils.client, rows), hasMore };
      setGrid((known) => {
        const left = new Map([...known.edits].filter(([id, cells]) => saved.get(id) !== cells));
        // After an own save, what is new may be one's own.
        const theirs = saved.size > 0 ? NO_CELLS_AT_ALL : savedByOthers(left, known.rows, now.rows);
        return { ...now, edits: openEdits(left, now.rows), theirs };
      });
      setRefusals(NO_REFUSALS);
      setRefusal(null);
    } catch (error) {
      setRefusal({ message: errorMessage(error), isConflict: false });
    } finally {
      setLoading(false);
    }
  }

  /** Saves rows, all or none. Resolves to whether it did. */
  async function save(changes: readonly AdminBulkChange[], reason: string | null): Promise<boolean> {
    try {
      const saved = await saving.mutateAsync({ rows: [...changes], ...(reason === null ? {} : { reason }) });
      toast(t("saved", { count: saved.variants }));
      void utils.admin.products.list.invalidate();
    } catch (error) {
      setRefusals(refusalsOf(changes, fieldsOf(error)));
      setRefusal({ message: errorMessage(error), isConflict: reasonOf(error) === "stale_write" });
      return false;
    }
    const ids = new Set<string>(changes.map(({ variantId }) => variantId));
    await load(new Map([...edits].filter(([id]) => ids.has(id))));
    return true;
  }

  function discard(): void {
    setGrid((known) => ({ ...known, edits: NO_CELLS_AT_ALL, theirs: NO_CELLS_AT_ALL }));
    setRefusals(NO_REFUSALS);
    setRefusal(null);
  }

  const state = { rows, hasMore, edits, theirs, refusals, refusal, reading, isDirty };
  return { ...state, isBusy: saving.isPending || isLoading, edit, load, save, discard };
}
export type BulkGrid = ReturnType<typeof useBulkGrid>;
