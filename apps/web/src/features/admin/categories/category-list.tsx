"use client";

import type { AdminCategoryRow } from "@cartwright/contracts/categories";
import type { CategoryId } from "@cartwright/contracts/ids";
import { useTranslations } from "@cartwright/messages/use-translations";
import { IconButton } from "@cartwright/ui/button";
import { ArrowDown, ArrowUp, ChevronDown, ChevronRight, FolderInput, Plus } from "lucide-react";
import Link from "next/link";
import { CATEGORY_LEVELS_MAX } from "@cartwright/contracts/categories";
import { Thumbnail } from "../shell/thumbnail.tsx";
import { childrenOf } from "./tree.ts";
import type { Tree } from "./use-tree.ts";

interface CategoryListProps {
  tree: Tree;
  parentId: CategoryId | null;
  mayWrite: boolean;
  onMove: (row: AdminCategoryRow) => void;
}

/** The categories below one, each with those below it. */
export function CategoryList({ tree, parentId, mayWrite, onMove }: CategoryListProps) {
  const t = useTranslations("adminCategories");
  const siblings = childrenOf(tree.rows, parentId);
  const name = tree.rows.find(({ id }) => id === parentId)?.title ?? t("tree");
  return (
    <ul aria-label={name} className={parentId === null ? "" : "ml-3 border-l border-line pl-2 sm:ml-4 sm:pl-4"}>
      {siblings.map((row, index) => {
        const hasChildren = tree.rows.some((other) => other.parentId === row.id);
        const isOpen = !tree.collapsed.has(row.id);
        return (
          <li key={row.id}>
            <div className="flex flex-wrap items-center gap-x-2 border-b border-line py-1.5">
              {hasChildren ? (
                <IconButton
                  size="sm"
                  label={t(isOpen ? "row.collapse" : "row.expand", { title: row.title })}
                  aria-expanded={isOpen}
                  onClick={() => tree.toggle(row.id)}
                >
                  {isOpen ? (
                    <ChevronDown aria-hidden="true" className="size-4" />
                  ) : (
                    <ChevronRight aria-hidden="true" className="size-4" />
                  )}
                </IconButton>
              ) : (
                <span className="size-8 shrink-0" />
              )}
              <Thumbnail url={row.imageUrl} />
              <span className="min-w-0 grow basis-24">
                <Link
                  href={`/admin/categories/${row.id}`}
                  prefetch={false}
                  className="inline-flex min-h-6 items-center font-medium wrap-anywhere hover:underline"
                >
                  {row.title}
                </Link>
                <Products row={row} hasChildren={hasChildren} />
              </span>
              {mayWrite ? (
                <RowActs
                  tree={tree}
                  row={row}
                  place={{ isFirst: index === 0, isLast: index === siblings.length - 1 }}
                  onMove={onMove}
                />
              ) : null}
            </div>
            {hasChildren && isOpen ? (
              <CategoryList tree={tree} parentId={row.id} mayWrite={mayWrite} onMove={onMove} />
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}

function Products({ row, hasChildren }: { row: AdminCategoryRow; hasChildren: boolean }) {
  const t = useTranslations("adminCategories");
  return (
    <span className="figures block text-xs text-muted">
      {t("products", { count: row.productCount })}
      {hasChildren && row.branchCount > row.productCount ? ` · ${t("inBranch", { count: row.branchCount })}` : null}
    </span>
  );
}

interface RowActsProps {
  tree: Tree;
  row: AdminCategoryRow;
  place: { readonly isFirst: boolean; readonly isLast: boolean };
  onMove: (row: AdminCategoryRow) => void;
}

/** What can be done with a category: one step up or down, another place, one more below it. */
function RowActs({ tree, row, place, onMove }: RowActsProps) {
  const t = useTranslations("adminCategories");
  const { title } = row;
  return (
    <span className="ml-auto flex shrink-0 items-center">
      <IconButton
        size="sm"
        label={t("row.up", { title })}
        data-moves={row.id}
        data-step="up"
        disabled={place.isFirst}
        onClick={() => void tree.step(row, "up")}
      >
        <ArrowUp aria-hidden="true" className="size-4" />
      </IconButton>
      <IconButton
        size="sm"
        label={t("row.down", { title })}
        data-moves={row.id}
        data-step="down"
        disabled={place.isLast}
        onClick={() => void tree.step(row, "down")}
      >
        <ArrowDown aria-hidden="true" className="size-4" />
      </IconButton>
      <IconButton size="sm" label={t("row.move", { title })} onClick={() => onMove(row)}>
        <FolderInput aria-hidden="true" className="size-4" />
      </IconButton>
      {row.level < CATEGORY_LEVELS_MAX ? (
        <Link
          href={`/admin/categories/new?parent=${row.id}`}
          prefetch={false}
          aria-label={t("row.add", { title })}
          className="inline-grid size-8 place-items-center rounded-md text-ink transition-colors hover:bg-sunk"
        >
          <Plus aria-hidden="true" className="size-4" />
        </Link>
      ) : (
        <span className="size-8" />
      )}
    </span>
  );
}
