import { GetDocument } from "@cartwright/contracts/invoices";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DocumentSheet } from "../../../../../../features/documents/document-sheet.tsx";
import { orNull, visitorApi } from "../../../../../../trpc/server.ts";

export const dynamic = "force-dynamic";

interface PageProps {
  params: Promise<{ number: string; document: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const named = GetDocument.safeParse(await params);
  const title = named.success ? named.data.document : getTranslations("invoices")("title");
  return { title, robots: { index: false } };
}

/** An invoice or credit note of one's own order. */
export default async function DocumentPage({ params }: PageProps) {
  const named = GetDocument.safeParse(await params);
  if (!named.success) notFound();
  const api = await visitorApi();
  const document = await orNull(api.orders.document(named.data));
  if (!document) notFound();
  return (
    <ClientMessages areas={["invoices"]}>
      <div className="page max-w-4xl pt-8 print:pt-0">
        <DocumentSheet document={document} back={`/orders/${named.data.number}`} />
      </div>
    </ClientMessages>
  );
}
