import { formatLocalDate, formatRate } from "@cartwright/contracts/document-text";
import type { DocumentItem, InvoiceDocument } from "@cartwright/contracts/invoices";
import { formatMoney } from "@cartwright/contracts/money";
import { getTranslations } from "@cartwright/messages/get-translations";
import { Table, Td, Th } from "@cartwright/ui/table";
import type { ReactNode } from "react";
import { fullTitle } from "@cartwright/contracts/only-variant";
import { DocumentBar } from "./document-bar.tsx";
import { DocumentTotals } from "./document-totals.tsx";

interface DocumentSheetProps {
  document: InvoiceDocument;
  /** The page of its order. */
  back: string;
}

/** An invoice or a credit note as a page, made to be printed. The PDF says the same. */
export function DocumentSheet({ document, back }: DocumentSheetProps) {
  const t = getTranslations("invoices");
  const { kind, number, seller, buyer } = document;
  return (
    <div className="grid gap-8">
      <DocumentBar order={document.orderNumber} document={number} back={back} />
      <header className="grid gap-6 sm:grid-cols-2 print:grid-cols-2">
        <h1 className="text-2xl">
          {t(`kind.${kind}`)} <span className="figures block text-base font-normal text-muted">{number}</span>
        </h1>
        <section aria-label={t("seller")}>
          <p className="font-medium">{seller.name}</p>
          <address className="whitespace-pre-line not-italic">{seller.addressLines.join("\n")}</address>
          {seller.vatNumber === "" ? null : <p>{t("vatNumber", { number: seller.vatNumber })}</p>}
        </section>
      </header>
      <div className="grid gap-6 sm:grid-cols-2 print:grid-cols-2">
        <section aria-label={t("buyer")} className="min-w-0">
          <h2 className="text-sm text-muted">{t("buyer")}</h2>
          <address className="break-words whitespace-pre-line not-italic">{buyer.addressLines.join("\n")}</address>
        </section>
        <Facts document={document} />
      </div>
      <Items document={document} />
      <DocumentTotals document={document} />
      {seller.footer === "" ? null : <p className="border-t border-line pt-4 text-sm text-muted">{seller.footer}</p>}
    </div>
  );
}

function Facts({ document }: { document: InvoiceDocument }) {
  const t = getTranslations("invoices");
  const { number, issuedOn, orderNumber, orderedOn, invoice } = document;
  return (
    <dl className="grid content-start gap-1">
      <Fact name={t("number")}>{number}</Fact>
      <Fact name={t("issued")}>{formatLocalDate(issuedOn)}</Fact>
      <Fact name={t("order")}>{orderNumber}</Fact>
      <Fact name={t("ordered")}>{formatLocalDate(orderedOn)}</Fact>
      {invoice === null ? null : (
        <Fact name={t("corrects")}>
          {t("correctsOn", { number: invoice.number, date: formatLocalDate(invoice.issuedOn) })}
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex gap-3">
      <dt className="w-32 shrink-0 text-muted">{name}</dt>
      <dd className="figures min-w-0 break-words">{children}</dd>
    </div>
  );
}

function Items({ document }: { document: InvoiceDocument }) {
  const t = getTranslations("invoices");
  const { currency, taxIncluded, items } = document;
  const money = (minor: number) => formatMoney(minor, currency);
  const wide = "text-right max-sm:hidden print:table-cell";
  return (
    <Table caption={t("items")}>
      <thead>
        <tr>
          <Th>{t("item")}</Th>
          <Th className="text-right">{t("quantity")}</Th>
          <Th className={wide}>{t(taxIncluded ? "unitPriceWithTax" : "unitPrice")}</Th>
          <Th className={wide}>{t("net")}</Th>
          <Th className={wide}>{t("taxRate")}</Th>
          <Th className={wide}>{t("tax")}</Th>
          <Th className="text-right">{t("gross")}</Th>
        </tr>
      </thead>
      <tbody>
        {items.map((item, at) => (
          // Rows never change, and two may say the same.
          // oxlint-disable-next-line react/no-array-index-key
          <tr key={at} className="break-inside-avoid">
            <Td className="align-top">
              <ItemText item={item} money={money} />
            </Td>
            <Td className="figures text-right align-top">{item.quantity}</Td>
            <Td className={`figures align-top ${wide}`}>
              {item.unitPriceMinor === null ? null : money(item.unitPriceMinor)}
            </Td>
            <Td className={`figures align-top ${wide}`}>{money(item.netMinor)}</Td>
            <Td className={`figures align-top ${wide}`}>{formatRate(item.taxRateBp)}</Td>
            <Td className={`figures align-top ${wide}`}>{money(item.taxMinor)}</Td>
            <Td className="figures text-right align-top">{money(item.grossMinor)}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function ItemText({ item, money }: { item: DocumentItem; money: (minor: number) => string }) {
  const t = getTranslations("invoices");
  if (item.kind === "adjustment") return t("adjustment");
  if (item.kind === "shipping") return t("shipping", { method: item.title });
  return (
    <>
      {fullTitle(item)}
      {item.sku === null ? null : <span className="block text-xs text-muted">{t("sku", { sku: item.sku })}</span>}
      {item.discountMinor === 0 ? null : (
        <span className="block text-xs text-muted">{t("discount", { amount: `−${money(item.discountMinor)}` })}</span>
      )}
    </>
  );
}
