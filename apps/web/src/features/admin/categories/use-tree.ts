"use client";

import type { AdminCategoryRow, AdminCategoryTree } from "@cartwright/contracts/categories";
import { useTranslations } from "@cartwright/messages/use-translations";
import { useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { childrenOf, stepped } from "./tree.ts";

export type Step = "up" | "down";

/** The button that a category was last moved with. */
export interface StepTaken {
  readonly id: string;
  readonly step: Step;
}

/** The tree, which of its branches are shown, and moving one step. */
export function useTree(initial: AdminCategoryTree) {
  const t = useTranslations("adminCategories");
  const errorMessage = useErrorMessage();
  const utils = api.useUtils();
  // Not kept: whoever comes back from a category's page sees the tree that the server has just read.
  const { data, error } = api.admin.categories.list.useQuery(undefined, { initialData: initial, gcTime: 0 });
  const rows = data.items;
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const [told, setTold] = useState("");
  const [refusal, setRefusal] = useState<string | null>(null);
  const [stepTaken, setStepTaken] = useState<StepTaken | null>(null);
  const mutation = api.admin.categories.move.useMutation();

  function keep(tree: AdminCategoryTree): void {
    utils.admin.categories.list.setData(undefined, tree);
    setRefusal(null);
  }

  async function step(row: AdminCategoryRow, way: Step): Promise<void> {
    const beforeId = stepped(rows, row, way === "up" ? -1 : 1);
    if (beforeId === undefined || mutation.isPending) return;
    const { id: categoryId, version, parentId, title } = row;
    try {
      const tree = await mutation.mutateAsync({ categoryId, version, parentId, beforeId });
      keep(tree);
      const siblings = childrenOf(tree.items, parentId);
      setTold(
        t("moved", {
          title,
          place: siblings.findIndex(({ id }) => id === categoryId) + 1,
          count: siblings.length,
          parent: tree.items.find(({ id }) => id === parentId)?.title ?? t("top"),
        }),
      );
      setStepTaken({ id: categoryId, step: way });
    } catch (failure) {
      setRefusal(errorMessage(failure));
      void utils.admin.categories.list.invalidate();
    }
  }

  return {
    rows,
    stepTaken,
    collapsed,
    toggle(id: string) {
      const next = new Set(collapsed);
      if (!next.delete(id)) next.add(id);
      setCollapsed(next);
    },
    expandAll: () => setCollapsed(new Set()),
    collapseAll: () => setCollapsed(new Set(rows.map(({ id }) => id))),
    step,
    keep,
    reload: () => void utils.admin.categories.list.invalidate(),
    busy: mutation.isPending,
    /** For screen readers: where a category is now. */
    told,
    refusal: refusal ?? (error ? errorMessage(error) : null),
  };
}

export type Tree = ReturnType<typeof useTree>;
