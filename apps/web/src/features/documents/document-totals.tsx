import { formatRate } from "@cartwright/contracts/document-text";
import type { InvoiceDocument } from "@cartwright/contracts/invoices";
import { formatMoney } from "@cartwright/contracts/money";
import { getTranslations } from "@cartwright/messages/get-translations";
import { Table, Td, Th } from "@cartwright/ui/table";

/** Net, tax and gross by rate, and the total. */
export function DocumentTotals({ document }: { document: InvoiceDocument }) {
  const t = getTranslations("invoices");
  const money = (minor: number) => formatMoney(minor, document.currency);
  return (
    <div className="ml-auto grid w-full max-w-md break-inside-avoid gap-4">
      <Table caption={t("byRate")}>
        <thead>
          <tr>
            {(["taxRate", "net", "tax", "gross"] as const).map((name) => (
              <Th key={name} className="text-right">
                {t(name)}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {document.rates.map(({ taxRateBp, netMinor, taxMinor, grossMinor }) => (
            <tr key={taxRateBp}>
              <Td className="figures text-right">{formatRate(taxRateBp)}</Td>
              <Td className="figures text-right">{money(netMinor)}</Td>
              <Td className="figures text-right">{money(taxMinor)}</Td>
              <Td className="figures text-right">{money(grossMinor)}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <p className="flex justify-between gap-4 text-lg font-medium">
        <span>{document.kind === "invoice" ? t("total") : t("creditTotal")}</span>
        <span className="figures">{money(document.totalMinor)}</span>
      </p>
    </div>
  );
}
