import type { DocumentItem, InvoiceDocument, InvoiceSettings } from "@cartwright/contracts/invoices";
import { sumMinor } from "@cartwright/contracts/money";
import { localTime } from "@cartwright/contracts/time-zone";
import { showEmail } from "../kernel/show-email.ts";
import type { InvoiceFacts } from "../orders/read-invoice-facts.ts";
import { formatAddress } from "../places/format-address.ts";
import type { CreditPart } from "../pricing/credit-parts.ts";
import { type InvoicePart, sumByRate, type TaxedAmount } from "../pricing/invoice-parts.ts";

/** What a document is made of before it has a number. */
export interface DocumentPlan {
  readonly kind: InvoiceDocument["kind"];
  readonly facts: InvoiceFacts;
  readonly items: readonly DocumentItem[];
}

type Part = InvoicePart & { readonly kind?: CreditPart["kind"] };

const netOf = ({ grossMinor, taxMinor }: TaxedAmount) => sumMinor([grossMinor, -taxMinor]);

/** A row with the words of the order's line, or of its shipping. */
export function toItem(facts: InvoiceFacts, part: Part): DocumentItem {
  const { position, quantity, discountMinor, taxMinor, grossMinor, taxRateBp } = part;
  const netMinor = netOf(part);
  const amounts = { quantity, discountMinor, netMinor, taxRateBp, taxMinor, grossMinor };
  const blank = { title: "", variantTitle: "", sku: null, unitPriceMinor: null };
  if (part.kind === "adjustment") return { kind: "adjustment", ...blank, ...amounts };
  if (position === null) return { kind: "shipping", ...blank, title: facts.shippingMethod ?? "", ...amounts };
  const line = facts.lines.find((each) => each.position === position);
  if (!line) return { kind: "line", ...blank, ...amounts };
  const { title, variantTitle, sku, unitPriceMinor } = line;
  const paidMinor = facts.taxIncluded ? grossMinor : netMinor;
  // A refund keeps what was paid for its units. What they cost less than their price was their discount.
  const offMinor = part.kind === "part" ? Math.max(0, unitPriceMinor * (quantity ?? 0) - paidMinor) : discountMinor;
  return { kind: "line", title, variantTitle, sku, unitPriceMinor, ...amounts, discountMinor: offMinor };
}

const buyerOf = ({ shippingAddress, email }: InvoiceFacts): readonly string[] =>
  shippingAddress ? formatAddress(shippingAddress) : [showEmail(email)];

/** The sums by rate. Goods that cost nothing have no rate of their own, unless there is nothing else. */
function ratesOf(items: readonly DocumentItem[]): InvoiceDocument["rates"] {
  const all = sumByRate(items).map((rate) => Object.assign(rate, { netMinor: netOf(rate) }));
  const charged = all.filter(({ grossMinor, taxMinor }) => grossMinor !== 0 || taxMinor !== 0);
  return charged.length > 0 ? charged : all;
}

/** A whole document: everything that it says is copied into it, so that nothing that changes later changes it. Pure. */
export function composeDocument(
  { kind, facts, items }: DocumentPlan,
  issue: {
    readonly number: string;
    readonly issuedOn: string;
    readonly invoice: InvoiceDocument["invoice"];
    readonly settings: InvoiceSettings;
    readonly timeZone: string;
  },
): InvoiceDocument {
  const { number, issuedOn, invoice, settings, timeZone } = issue;
  const rates = ratesOf(items);
  const { sellerName: name, sellerAddress, vatNumber, footer } = settings;
  return {
    kind,
    number,
    orderNumber: facts.number,
    issuedOn,
    orderedOn: localTime(facts.createdAt.getTime(), timeZone).date,
    invoice,
    seller: { name, addressLines: sellerAddress.split("\n"), vatNumber, footer },
    buyer: { addressLines: [...buyerOf(facts)] },
    currency: facts.currency,
    taxIncluded: facts.taxIncluded,
    items: [...items],
    rates,
    netMinor: sumMinor(rates.map((rate) => rate.netMinor)),
    taxMinor: sumMinor(rates.map((rate) => rate.taxMinor)),
    totalMinor: sumMinor(rates.map((rate) => rate.grossMinor)),
  };
}
