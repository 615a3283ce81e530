import { formatRate } from "@cartwright/contracts/document-text";
import type { DocumentItem, InvoiceDocument } from "@cartwright/contracts/invoices";
import { formatMoney } from "@cartwright/contracts/money";
import { getTranslations } from "@cartwright/messages/get-translations";
import { itemDetails, itemTitle } from "../item-text.ts";
import { CONTENT_END, PAGE, type Sheet, type TextStyle } from "./sheet.ts";

interface Column {
  readonly x: number;
  readonly width: number;
  readonly title: string;
  readonly of: (item: DocumentItem) => string;
}

const PADDING = 5;
const TITLE_WIDTH = 176;
const WIDTHS = [40, 66, 62, 44, 54, 57];

function columnsOf({ currency, taxIncluded }: InvoiceDocument): Column[] {
  const t = getTranslations("invoices");
  const money = (minor: number | null) => (minor === null ? "" : formatMoney(minor, currency));
  const contents: Omit<Column, "x" | "width">[] = [
    { title: t("quantity"), of: ({ quantity }) => (quantity === null ? "" : String(quantity)) },
    { title: t(taxIncluded ? "unitPriceWithTax" : "unitPrice"), of: (item) => money(item.unitPriceMinor) },
    { title: t("net"), of: (item) => money(item.netMinor) },
    { title: t("taxRate"), of: (item) => formatRate(item.taxRateBp) },
    { title: t("tax"), of: (item) => money(item.taxMinor) },
    { title: t("gross"), of: (item) => money(item.grossMinor) },
  ];
  let x = PAGE.margin + TITLE_WIDTH;
  return contents.map((content, at) => {
    const width = WIDTHS[at] ?? 0;
    x += width;
    return Object.assign(content, { x: x - width + PADDING, width: width - PADDING });
  });
}

const FIGURES: TextStyle = { align: "right" };

function drawTitles(sheet: Sheet, columns: readonly Column[], y: number): number {
  const t = getTranslations("invoices");
  const style: TextStyle = { muted: true, size: 8 };
  sheet.text(t("item"), { x: PAGE.margin, y, width: TITLE_WIDTH }, style);
  for (const { title, x, width } of columns) sheet.text(title, { x, y, width }, { ...style, align: "right" });
  const end = y + Math.max(...columns.map(({ title, width }) => sheet.heightOf(title, width, style))) + PADDING;
  sheet.line(end);
  return end + PADDING;
}

/** The rows, on as many pages as they need, with the titles of the columns on each. Returns where the last one ends. */
export function drawItems(sheet: Sheet, document: InvoiceDocument, top: number): number {
  const columns = columnsOf(document);
  const small: TextStyle = { muted: true, size: 8 };
  let y = drawTitles(sheet, columns, top);
  for (const item of document.items) {
    const title = itemTitle(item);
    const details = itemDetails(item, document.currency).join("\n");
    const titleHeight = sheet.heightOf(title, TITLE_WIDTH);
    const height = titleHeight + (details === "" ? 0 : sheet.heightOf(details, TITLE_WIDTH, small));
    if (y + height > CONTENT_END) {
      sheet.addPage();
      y = drawTitles(sheet, columns, PAGE.margin);
    }
    sheet.text(title, { x: PAGE.margin, y, width: TITLE_WIDTH });
    if (details !== "") sheet.text(details, { x: PAGE.margin, y: y + titleHeight, width: TITLE_WIDTH }, small);
    for (const { of, x, width } of columns) sheet.text(of(item), { x, y, width }, FIGURES);
    y += height + PADDING;
    sheet.line(y);
    y += PADDING;
  }
  return y;
}
