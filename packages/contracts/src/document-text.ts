/**
 * Text of invoices and credit notes. Separate from their schemas, so that a page can list documents without sending a validator
 * to the browser.
 */
// Creating a formatter costs a hundred times as much as using one.
const longDate = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

/** A date for people: `30 November 2026`. */
export const formatLocalDate = (date: string): string => longDate.format(new Date(`${date}T00:00:00Z`));

/** A rate of tax for people: `19%`. */
export const formatRate = (rateBp: number): string => `${Number((rateBp / 100).toFixed(2))}%`;

/** The path of a document's PDF, for whoever may see its order. */
export const documentPdfPath = (order: string, document: string): string =>
  `/api/orders/${order}/documents/${document}.pdf`;
