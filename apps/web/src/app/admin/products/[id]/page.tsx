import { ProductId } from "@cartwright/contracts/ids";
import { holds, type Permission } from "@cartwright/contracts/permissions";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { createPageContext } from "../../../../auth/page-context.ts";
import { categoryChoices } from "../../../../features/admin/products/category-choices.ts";
import { ProductPage } from "../../../../features/admin/products/product-page.tsx";
import { asStaff } from "../../as-staff.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminProducts")("product") };
}

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const id = ProductId.safeParse((await params).id);
  if (!id.success) notFound();
  const [product, categories] = await asStaff(`/admin/products/${id.data}`, ({ admin, catalog }) =>
    Promise.all([admin.products.get({ productId: id.data }), catalog.categories()]),
  );
  const { actor } = await createPageContext();
  // Only which controls are shown; the API asks for the permission again.
  const may = (permission: Permission) => actor.kind === "user" && holds(actor.role, permission);
  return (
    <ClientMessages areas={["adminInventory", "adminProducts"]}>
      <ProductPage
        initial={product}
        categories={categoryChoices(categories)}
        may={{ write: may("products:write"), adjust: may("inventory:adjust") }}
      />
    </ClientMessages>
  );
}
