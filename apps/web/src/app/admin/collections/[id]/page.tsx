import { CollectionId } from "@cartwright/contracts/ids";
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
  return { title: getTranslations("adminCollections")("collection") };
}

export default async function CollectionPage({ params }: { params: Promise<{ id: string }> }) {
  const id = CollectionId.safeParse((await params).id);
  if (!id.success) notFound();
  const [collection, categories] = await asStaff(`/admin/collections/${id.data}`, ({ admin, catalog }) =>
    Promise.all([admin.collections.get({ collectionId: id.data }), catalog.categories()]),
  );
  const { actor } = await createPageContext();
  // Only which controls are shown; the API asks for the permission again.
  const mayWrite = actor.kind === "user" && holds(actor.role, "products:write");
  return (
    <ClientMessages areas={["adminCollections", "adminProducts"]}>
      <CollectionEditor initial={collection} categories={categoryChoices(categories)} mayWrite={mayWrite} />
    </ClientMessages>
  );
}
