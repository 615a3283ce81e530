import type { AdminCategory, AdminCategoryRow } from "@cartwright/contracts/categories";
import { useTranslations } from "@cartwright/messages/use-translations";
import Link from "next/link";
import { Fact } from "../shell/fact.tsx";
import { Panel } from "../shell/panel.tsx";
import { pathsOf } from "./tree.ts";

/** Where a category is in the tree, and what is in it. */
export function CategoryPlacePanel({ category, rows }: { category: AdminCategory; rows: readonly AdminCategoryRow[] }) {
  const t = useTranslations("adminCategories");
  const { parentId, slug, productCount, branchCount, childCount } = category;
  const paths = pathsOf(rows, (above, title) => t("path", { above, title }));
  const all = t("products", { count: productCount });
  return (
    <Panel title={t("panel.place")}>
      <div className="grid gap-3">
        <dl className="grid gap-2">
          <Fact name={t("place.parent")}>{parentId === null ? t("top") : (paths.get(parentId) ?? t("top"))}</Fact>
          <Fact name={t("place.products")}>
            {branchCount > productCount ? `${all}, ${t("inBranch", { count: branchCount })}` : all}
          </Fact>
          <Fact name={t("place.below")}>{t("count", { count: childCount })}</Fact>
        </dl>
        <p className="flex flex-wrap gap-x-4 gap-y-1">
          <Link href={`/admin/products?category=${slug}`} prefetch={false} className="link link-alone">
            {t("place.showProducts")}
          </Link>
          <Link href="/admin/categories" prefetch={false} className="link link-alone">
            {t("place.change")}
          </Link>
        </p>
      </div>
    </Panel>
  );
}
