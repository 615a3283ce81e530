import { holds } from "@cartwright/contracts/permissions";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { createPageContext } from "../../../../auth/page-context.ts";
import { CollectionEditor } from "../../../../features/admin/collections/collection-editor.tsx";
import { categoryChoices } from "../../../../features/admin/products/category-choices.ts";
import { asStaff } from "../../as-staff.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminCollections")("new.title") };
}

export default async function NewCollectionPage() {
  const [categories] = await asStaff("/admin/collections/new", ({ catalog, admin }) =>
    Promise.all([catalog.categories(), admin.collections.list({ limit: 1 })]),
  );
  const { actor } = await createPageContext();
  if (actor.kind !== "user" || !holds(actor.role, "products:write")) notFound();
  return (
    <ClientMessages areas={["adminCollections", "adminProducts"]}>
      <CollectionEditor initial={null} categories={categoryChoices(categories)} mayWrite />
    </ClientMessages>
  );
}
