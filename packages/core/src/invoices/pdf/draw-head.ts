import { formatLocalDate } from "@cartwright/contracts/document-text";
import type { InvoiceDocument } from "@cartwright/contracts/invoices";
import { getTranslations } from "@cartwright/messages/get-translations";
import { CONTENT_WIDTH, PAGE, type Sheet, type TextStyle } from "./sheet.ts";

const GAP = 24;
const COLUMN = (CONTENT_WIDTH - GAP) / 2;
const LEFT = PAGE.margin;
const RIGHT = PAGE.margin + COLUMN + GAP;
const NAME_WIDTH = 78;

/** Lines of text one below the other, each wrapped. Returns where they end. */
function stack(
  sheet: Sheet,
  lines: readonly (readonly [text: string, style?: TextStyle])[],
  at: { readonly x: number; readonly y: number },
): number {
  let { y } = at;
  for (const [text, style] of lines) {
    sheet.text(text, { x: at.x, y, width: COLUMN }, style);
    y += sheet.heightOf(text, COLUMN, style) + 1;
  }
  return y;
}

function facts(document: InvoiceDocument): (readonly [name: string, value: string])[] {
  const t = getTranslations("invoices");
  const { number, issuedOn, orderNumber, orderedOn, invoice } = document;
  const corrected = invoice && t("correctsOn", { number: invoice.number, date: formatLocalDate(invoice.issuedOn) });
  return [
    [t("number"), number],
    [t("issued"), formatLocalDate(issuedOn)],
    [t("order"), orderNumber],
    [t("ordered"), formatLocalDate(orderedOn)],
    ...(corrected ? [[t("corrects"), corrected] as const] : []),
  ];
}

/** Kind and number, seller and buyer. Returns where the items begin. */
export function drawHead(sheet: Sheet, document: InvoiceDocument): number {
  const t = getTranslations("invoices");
  const { seller, buyer } = document;
  const top = PAGE.margin;
  const sellerEnd = stack(
    sheet,
    [
      [seller.name, { bold: true, size: 11 }],
      ...seller.addressLines.map((line) => [line] as const),
      ...(seller.vatNumber === "" ? [] : [[t("vatNumber", { number: seller.vatNumber })] as const]),
    ],
    { x: RIGHT, y: top },
  );
  sheet.text(t(`kind.${document.kind}`), { x: LEFT, y: top, width: COLUMN }, { size: 20, bold: true });
  const below = Math.max(sellerEnd, top + 34) + 24;
  const buyerEnd = stack(
    sheet,
    [[t("buyer"), { muted: true }], ...buyer.addressLines.map((line) => [line, { size: 10 }] as const)],
    { x: LEFT, y: below },
  );
  let y = below;
  for (const [name, value] of facts(document)) {
    const width = COLUMN - NAME_WIDTH;
    sheet.text(name, { x: RIGHT, y, width: NAME_WIDTH }, { muted: true });
    sheet.text(value, { x: RIGHT + NAME_WIDTH, y, width });
    y += sheet.heightOf(value, width) + 2;
  }
  return Math.max(buyerEnd, y) + 28;
}
