import { CATEGORY_LEVELS_MAX } from "@cartwright/contracts/categories";
import { holds } from "@cartwright/contracts/permissions";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { createPageContext } from "../../../../auth/page-context.ts";
import { CategoryEditor } from "../../../../features/admin/categories/category-editor.tsx";
import { asStaff } from "../../as-staff.ts";
import { readParams, type SearchParams } from "../../read-params.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminCategories")("new.title") };
}

/** `?parent=` names the category that the new one goes below at first. */
export default async function NewCategoryPage({ searchParams }: { searchParams: SearchParams }) {
  const { items } = await asStaff("/admin/categories/new", ({ admin }) => admin.categories.list());
  const { actor } = await createPageContext();
  if (actor.kind !== "user" || !holds(actor.role, "products:write")) notFound();
  const asked = (await readParams(searchParams)).get("parent");
  const parent = items.find(({ id, level }) => id === asked && level < CATEGORY_LEVELS_MAX);
  return (
    <ClientMessages areas={["adminCategories", "adminProducts"]}>
      <CategoryEditor initial={null} rows={items} parentId={parent?.id ?? null} mayWrite />
    </ClientMessages>
  );
}
