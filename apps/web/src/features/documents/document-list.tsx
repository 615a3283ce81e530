import { documentPdfPath, formatLocalDate } from "@cartwright/contracts/document-text";
import type { OrderDocuments } from "@cartwright/contracts/invoices";
import { formatMoney } from "@cartwright/contracts/money";
import { useTranslations } from "@cartwright/messages/use-translations";
import Link from "next/link";

interface DocumentListProps {
  number: string;
  documents: OrderDocuments["documents"];
  /** The path of the order's page: that of each document is below it. */
  orderPath: string;
  className: string;
}

/** The documents of an order: each as a page and as a file. */
export function DocumentList({ number, documents, orderPath, className }: DocumentListProps) {
  const t = useTranslations("invoices");
  return (
    <ul className={className}>
      {documents.map((document) => (
        <li key={document.number} className="grid gap-1 px-4 py-3 text-sm">
          <span className="flex flex-wrap items-center justify-between gap-x-4">
            <Link
              href={`${orderPath}/documents/${document.number}`}
              prefetch={false}
              className="link-alone inline-flex min-h-9 items-center font-medium"
            >
              {t("open", { kind: document.kind, number: document.number })}
            </Link>
            <span className="figures">{formatMoney(document.totalMinor, document.currency)}</span>
          </span>
          <span className="flex flex-wrap items-center justify-between gap-x-4 text-muted">
            {formatLocalDate(document.issuedOn)}
            <a
              href={documentPdfPath(number, document.number)}
              download
              className="link inline-flex min-h-9 items-center"
            >
              {t("pdf", { kind: document.kind })}
            </a>
          </span>
        </li>
      ))}
    </ul>
  );
}
