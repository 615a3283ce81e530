import { holds } from "@cartwright/contracts/permissions";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { createPageContext } from "../../../auth/page-context.ts";
import { CategoriesView } from "../../../features/admin/categories/categories-view.tsx";
import { asStaff } from "../as-staff.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminCategories")("title") };
}

export default async function CategoriesPage() {
  const tree = await asStaff("/admin/categories", ({ admin }) => admin.categories.list());
  const { actor } = await createPageContext();
  // Only which controls are shown; the API asks for the permission again.
  const mayWrite = actor.kind === "user" && holds(actor.role, "products:write");
  return (
    <ClientMessages areas={["adminCategories"]}>
      <CategoriesView initial={tree} mayWrite={mayWrite} />
    </ClientMessages>
  );
}
