"use client";

import { type AdminCategoryRow, type AdminCategoryTree, CATEGORY_LEVELS_MAX } from "@cartwright/contracts/categories";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { buttonClass } from "@cartwright/ui/button-class";
import { LiveRegion } from "@cartwright/ui/live-region";
import { Notice } from "@cartwright/ui/notice";
import Link from "next/link";
import { useState } from "react";
import { EmptyPanel } from "../shell/panel.tsx";
import { CategoryList } from "./category-list.tsx";
import { MoveDialog } from "./move-dialog.tsx";
import { useStepFocus } from "./use-step-focus.ts";
import { useTree } from "./use-tree.ts";

/** The tree of categories, in the order of the shop's menu. */
export function CategoriesView({ initial, mayWrite }: { initial: AdminCategoryTree; mayWrite: boolean }) {
  const t = useTranslations("adminCategories");
  const tree = useTree(initial);
  const list = useStepFocus(tree.stepTaken);
  const [moving, setMoving] = useState<AdminCategoryRow | null>(null);
  const { rows } = tree;
  const hasBranches = rows.some(({ level }) => level > 1);
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="grid gap-1">
          <h1 className="text-xl">{t("title")}</h1>
          <p className="max-w-prose text-muted">{t("intro", { levels: CATEGORY_LEVELS_MAX })}</p>
        </div>
        {mayWrite ? (
          <Link href="/admin/categories/new" prefetch={false} className={buttonClass({ size: "sm" })}>
            {t("new.link")}
          </Link>
        ) : null}
      </div>
      {tree.refusal === null ? null : (
        <Notice tone="bad" urgent>
          {tree.refusal}
        </Notice>
      )}
      <LiveRegion>{tree.told}</LiveRegion>
      <div className="flex flex-wrap items-center gap-2">
        <p className="figures mr-auto text-muted">{t("count", { count: rows.length })}</p>
        {hasBranches ? (
          <>
            <Button variant="quiet" size="sm" onClick={tree.expandAll}>
              {t("expandAll")}
            </Button>
            <Button variant="quiet" size="sm" onClick={tree.collapseAll}>
              {t("collapseAll")}
            </Button>
          </>
        ) : null}
      </div>
      <div
        ref={list}
        aria-busy={tree.busy}
        className="overflow-hidden rounded-lg border border-line bg-surface px-2 sm:px-3 [&>ul>li:last-child>div:last-child]:border-b-0"
      >
        {rows.length === 0 ? (
          <EmptyPanel>{t("empty")}</EmptyPanel>
        ) : (
          <CategoryList tree={tree} parentId={null} mayWrite={mayWrite} onMove={setMoving} />
        )}
      </div>
      {moving === null ? null : (
        <MoveDialog
          moved={rows.find(({ id }) => id === moving.id) ?? moving}
          rows={rows}
          onClose={() => setMoving(null)}
          onMoved={(latest) => {
            tree.keep(latest);
            setMoving(null);
          }}
          onRefused={tree.reload}
        />
      )}
    </div>
  );
}
