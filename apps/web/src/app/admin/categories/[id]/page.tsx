import { CategoryId } from "@cartwright/contracts/ids";
import { holds } from "@cartwright/contracts/permissions";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { createPageContext } from "../../../../auth/page-context.ts";
import { CategoryEditor } from "../../../../features/admin/categories/category-editor.tsx";
import { asStaff } from "../../as-staff.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminCategories")("category") };
}

export default async function CategoryPage({ params }: { params: Promise<{ id: string }> }) {
  const id = CategoryId.safeParse((await params).id);
  if (!id.success) notFound();
  const [category, tree] = await asStaff(`/admin/categories/${id.data}`, ({ admin }) =>
    Promise.all([admin.categories.get({ categoryId: id.data }), admin.categories.list()]),
  );
  const { actor } = await createPageContext();
  // Only which controls are shown; the API asks for the permission again.
  const mayWrite = actor.kind === "user" && holds(actor.role, "products:write");
  return (
    <ClientMessages areas={["adminCategories", "adminProducts"]}>
      <CategoryEditor initial={category} rows={tree.items} parentId={null} mayWrite={mayWrite} />
    </ClientMessages>
  );
}
