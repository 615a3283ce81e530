import type { InvoiceDocument } from "@cartwright/contracts/invoices";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../../kernel/app-error.ts";
import { drawHead } from "./draw-head.ts";
import { drawItems } from "./draw-items.ts";
import { drawTotals } from "./draw-totals.ts";
import { openFonts } from "./fonts.ts";
import { CONTENT_WIDTH, openSheet, PAGE, type Sheet } from "./sheet.ts";

/** More rows than any order can have, with all adjustments. */
const ITEMS_MAX = 1_000;

function drawFeet(sheet: Sheet, { number, seller }: InvoiceDocument): void {
  const t = getTranslations("invoices");
  const pages = sheet.pages();
  const y = PAGE.height - PAGE.margin - 30;
  for (let page = 0; page < pages; page += 1)
    sheet.onPage(page, () => {
      sheet.line(y);
      const style = { size: 8, muted: true };
      sheet.text(seller.footer, { x: PAGE.margin, y: y + 6, width: CONTENT_WIDTH - 140 }, style);
      const place = `${number}\n${t("page", { page: page + 1, pages })}`;
      sheet.text(place, { x: PAGE.width - PAGE.margin - 130, y: y + 6, width: 130 }, { ...style, align: "right" });
    });
}

/** Draws a document. Throws `too_large` for more rows than any order has. */
export async function drawDocument(document: InvoiceDocument): Promise<Buffer> {
  if (document.items.length > ITEMS_MAX) throw new AppError("too_large");
  const t = getTranslations("invoices");
  const { kind, number, issuedOn, seller } = document;
  const title = `${t(`kind.${kind}`)} ${number}`;
  const sheet = openSheet(await openFonts(), { title, author: seller.name, issuedOn });
  drawTotals(sheet, document, drawItems(sheet, document, drawHead(sheet, document)));
  drawFeet(sheet, document);
  return sheet.end();
}
