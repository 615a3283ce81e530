import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import { holds } from "@cartwright/contracts/permissions";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { createPageContext } from "../../../../auth/page-context.ts";
import { categoryChoices } from "../../../../features/admin/products/category-choices.ts";
import { NewProduct } from "../../../../features/admin/products/new-product.tsx";
import { asStaff } from "../../as-staff.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminProducts")("new.title") };
}

export default async function NewProductPage() {
  const [categories] = await asStaff("/admin/products/new", ({ catalog, admin }) =>
    Promise.all([catalog.categories(), admin.products.list({ limit: 1 })]),
  );
  const { actor } = await createPageContext();
  if (actor.kind !== "user" || !holds(actor.role, "products:write")) notFound();
  return (
    <ClientMessages areas={["adminProducts"]}>
      <NewProduct categories={categoryChoices(categories)} />
    </ClientMessages>
  );
}
