import { GetDocument } from "@cartwright/contracts/invoices";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DocumentSheet } from "../../../../../../features/documents/document-sheet.tsx";
import { asStaff } from "../../../../as-staff.ts";

export const dynamic = "force-dynamic";

interface PageProps {
  params: Promise<{ number: string; document: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const named = GetDocument.safeParse(await params);
  return { title: named.success ? named.data.document : getTranslations("invoices")("title") };
}

/** An invoice or credit note of any order. */
export default async function DocumentPage({ params }: PageProps) {
  const named = GetDocument.safeParse(await params);
  if (!named.success) notFound();
  const { number, document } = named.data;
  const path = `/admin/orders/${number}/documents/${document}`;
  const found = await asStaff(path, ({ admin }) => admin.orders.document(named.data));
  return (
    <ClientMessages areas={["invoices"]}>
      <div className="max-w-4xl">
        <DocumentSheet document={found} back={`/admin/orders/${number}`} />
      </div>
    </ClientMessages>
  );
}
