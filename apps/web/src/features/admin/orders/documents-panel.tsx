"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { useEffect } from "react";
import { api } from "../../../trpc/react.tsx";
import { DocumentList } from "../../documents/document-list.tsx";
import { expectedDocuments, untilIssued } from "../../documents/expected-documents.ts";
import { EmptyPanel, Panel } from "../shell/panel.tsx";
import type { StaffOrder } from "./staff-order.ts";

/** The invoice and credit notes of an order that was confirmed. */
export function DocumentsPanel({ order }: { order: StaffOrder }) {
  const t = useTranslations("adminInvoices");
  const utils = api.useUtils();
  const { number } = order;
  const expected = expectedDocuments(order);
  const { data } = api.admin.orders.documents.useQuery({ number }, untilIssued(expected));
  useEffect(() => {
    if (expected > 1) void utils.admin.orders.documents.invalidate({ number });
  }, [utils, number, expected]);
  if (expected === 0 || !data) return null;
  return (
    <Panel title={t("documents")} flush>
      {data.documents.length === 0 ? <EmptyPanel>{t(data.issuing ? "none" : "noSeller")}</EmptyPanel> : null}
      <DocumentList
        number={number}
        documents={data.documents}
        orderPath={`/admin/orders/${number}`}
        className="divide-y divide-line"
      />
    </Panel>
  );
}
