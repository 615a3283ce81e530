import { sumMinor } from "@cartwright/contracts/money";
import type { InvoiceFacts } from "../orders/read-invoice-facts.ts";
import type { Refund } from "../payments/payment.ts";
import { creditParts, type MadeRefund } from "../pricing/credit-parts.ts";
import { invoiceParts, type TaxedAmount } from "../pricing/invoice-parts.ts";
import { type DocumentPlan, toItem } from "./compose-document.ts";
import type { StoredDocument } from "./documents.sql.ts";

/** A document that an order has not got yet. `refundId` is null for its invoice. */
export interface MissingDocument extends DocumentPlan {
  readonly refundId: string | null;
  /** The order's invoice, if it has been issued. */
  readonly invoice: StoredDocument | null;
}

/** The shipping in a refund. What is kept is its price, which contains its tax where the order's prices do. */
function shippingOf(
  { shippingMinor, shippingTaxMinor }: InvoiceFacts["refunds"][number],
  taxIncluded: boolean,
): MadeRefund["parts"] {
  if (shippingMinor === 0) return [];
  const amountMinor = sumMinor([shippingMinor, taxIncluded ? 0 : (shippingTaxMinor ?? 0)]);
  return [{ position: null, quantity: null, amountMinor, taxMinor: shippingTaxMinor }];
}

/** What a refund was for. One that was never allocated, such as that of a cancelled order, has only its amount. */
function madeRefund({ refunds, taxIncluded }: InvoiceFacts, { id, amountMinor }: Refund): MadeRefund {
  const known = refunds.find((refund) => refund.id === id);
  if (!known) return { amountMinor, taxMinor: null, parts: [] };
  return { amountMinor, taxMinor: known.taxMinor, parts: [...known.parts, ...shippingOf(known, taxIncluded)] };
}

/**
 * The documents that a confirmed order has not got: its invoice, and a credit note for each refund that was made, in the order in
 * which they were opened. Pure. A refund of money that was never invoiced gets none.
 */
export function planDocuments(
  facts: InvoiceFacts,
  refunds: readonly Refund[],
  existing: readonly StoredDocument[],
): MissingDocument[] {
  const parts = invoiceParts(facts);
  const missing: MissingDocument[] = [];
  const invoice = existing.find(({ content }) => content.kind === "invoice") ?? null;
  if (!invoice) {
    const items = parts.map((part) => toItem(facts, part));
    missing.push({ kind: "invoice", refundId: null, invoice, facts, items });
  }
  const credited: TaxedAmount[] = existing.flatMap(({ content }) =>
    content.kind === "credit_note" ? content.items : [],
  );
  const done = new Set(existing.map(({ refundId }) => refundId));
  for (const refund of refunds) {
    if (refund.state !== "done" || done.has(refund.id)) continue;
    const items = creditParts(parts, credited, madeRefund(facts, refund)).map((part) => toItem(facts, part));
    if (items.length === 0) continue;
    credited.push(...items);
    missing.push({ kind: "credit_note", refundId: refund.id, invoice, facts, items });
  }
  return missing;
}
