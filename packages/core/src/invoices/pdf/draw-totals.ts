import { formatRate } from "@cartwright/contracts/document-text";
import type { InvoiceDocument } from "@cartwright/contracts/invoices";
import { formatMoney } from "@cartwright/contracts/money";
import { getTranslations } from "@cartwright/messages/get-translations";
import { CONTENT_END, CONTENT_WIDTH, PAGE, type Sheet, type TextStyle } from "./sheet.ts";

const ROW = 15;
const COLUMNS = [60, 76, 76, 76];
const WIDTH = COLUMNS.reduce((sum, width) => sum + width, 0);
const LEFT = PAGE.margin + CONTENT_WIDTH - WIDTH;

function drawRow(
  sheet: Sheet,
  cells: readonly string[],
  at: { readonly y: number; readonly style?: TextStyle },
): number {
  let x = LEFT;
  for (const [column, text] of cells.entries()) {
    const width = COLUMNS[column] ?? 0;
    sheet.text(text, { x, y: at.y, width }, { align: "right", ...at.style });
    x += width;
  }
  return at.y + ROW;
}

/** Net, tax and gross by rate and together, then the total. Kept on one page. */
export function drawTotals(sheet: Sheet, document: InvoiceDocument, top: number): void {
  const t = getTranslations("invoices");
  const money = (minor: number) => formatMoney(minor, document.currency);
  const needed = (document.rates.length + 4) * ROW + 20;
  let y = top + 12;
  if (y + needed > CONTENT_END) {
    sheet.addPage();
    y = PAGE.margin;
  }
  const muted: TextStyle = { muted: true, size: 8 };
  y = drawRow(sheet, [t("taxRate"), t("net"), t("tax"), t("gross")], { y, style: muted });
  for (const { taxRateBp, netMinor, taxMinor, grossMinor } of document.rates)
    y = drawRow(sheet, [formatRate(taxRateBp), money(netMinor), money(taxMinor), money(grossMinor)], { y });
  const name = document.kind === "invoice" ? t("total") : t("creditTotal");
  const bold: TextStyle = { bold: true, size: 11, align: "right" };
  sheet.text(name, { x: PAGE.margin, y: y + 8, width: CONTENT_WIDTH - 92 }, bold);
  sheet.text(money(document.totalMinor), { x: LEFT, y: y + 8, width: WIDTH }, bold);
}
