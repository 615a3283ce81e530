"use client";

import type { Order } from "@cartwright/contracts/orders";
import { useTranslations } from "@cartwright/messages/use-translations";
import { useEffect } from "react";
import { api } from "../../trpc/react.tsx";
import { DocumentList } from "../documents/document-list.tsx";
import { expectedDocuments, untilIssued } from "../documents/expected-documents.ts";

/** The invoice and credit notes of an order. Nothing while there are none. */
export function OrderDocuments({ order }: { order: Order }) {
  const t = useTranslations("invoices");
  const utils = api.useUtils();
  const { number } = order;
  const expected = expectedDocuments(order);
  const { data } = api.orders.documents.useQuery({ number }, untilIssued(expected));
  useEffect(() => {
    if (expected > 1) void utils.orders.documents.invalidate({ number });
  }, [utils, number, expected]);
  if (!data || data.documents.length === 0) return null;
  return (
    <section aria-labelledby="documents" className="grid gap-5">
      <h2 id="documents" className="text-xl">
        {t("title")}
      </h2>
      <DocumentList
        number={number}
        documents={data.documents}
        orderPath={`/orders/${number}`}
        className="divide-y divide-line rounded-lg border border-line"
      />
    </section>
  );
}
