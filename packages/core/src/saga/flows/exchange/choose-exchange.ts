import type { ExchangeLine } from "@cartwright/contracts/exchanges";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../../../kernel/app-error.ts";
import type { ReturnedLineRow } from "../../../orders/exchanges.ts";
import { unitsShare } from "../../../pricing/allocate-refund.ts";
import { type ExchangeFacts, exchangeableUnits, type OfferedVariant, variantsFor } from "./read-exchange.ts";

/** Units of a returned line, what is sent for them, and what was paid for them, tax included, in minor units. */
export interface ChosenUnits {
  readonly line: ReturnedLineRow;
  readonly offer: OfferedVariant;
  readonly quantity: number;
  readonly amountMinor: number;
  readonly taxMinor: number;
}

const field = getTranslations("fieldProblems");
const details = getTranslations("errorDetails");
/** The dialog says the same before it asks. */
const texts = getTranslations("adminReturns");

/** Why units of a line cannot be exchanged any more. */
function tooMany(line: ReturnedLineRow, max: number): string {
  if (max > 0) return field("number.large", { max });
  if (line.exchangedHere > 0 || line.exchanged > 0) return texts("exchange.allExchanged");
  return texts("exchange.allRefunded");
}

/** What was paid for units of a line. Exchanged units are its last ones, so that refunds of the others keep their cents. */
function paidFor(
  line: ReturnedLineRow,
  quantity: number,
  taken: number,
): Pick<ChosenUnits, "amountMinor" | "taxMinor"> {
  const units = [line.ordered - line.exchanged - taken - quantity, quantity] as const;
  return {
    amountMinor: unitsShare(line.paidMinor, line.ordered, units),
    taxMinor: unitsShare(line.paidTaxMinor, line.ordered, units),
  };
}

function requireInStock(chosen: readonly ChosenUnits[]): void {
  const short = chosen.find(({ offer, quantity }) => offer.available < quantity);
  if (!short) return;
  const { available: count, variant } = short.offer;
  const title = `${variant.title}, ${variant.variantTitle}`;
  const message = count === 0 ? details("exchange.soldOut", { title }) : details("exchange.fewLeft", { title, count });
  throw new AppError("out_of_stock", { message });
}

/**
 * Decides what an exchange sends. Pure. Throws `invalid_input` with the fields of lines and variants that cannot be exchanged
 * (already refunded or exchanged, another product's, not for sale, a variant named twice), `illegal_transition` (the return was
 * declined, or there is no address to send to) and `out_of_stock`.
 */
export function chooseExchange(facts: ExchangeFacts, choice: readonly ExchangeLine[]): ChosenUnits[] {
  const { order, offered } = facts;
  if (order.state === "refused") throw new AppError("illegal_transition", { message: details("returnState.refused") });
  if (!order.shippingAddress) throw new AppError("illegal_transition", { message: details("exchange.noAddress") });
  const problems: Record<string, string> = {};
  const taken = new Map<string, number>();
  const sent = new Set<string>();
  const chosen = choice.flatMap(({ lineId, quantity, variantId }, index): ChosenUnits[] => {
    const line = order.lines.find((each) => each.lineId === lineId);
    if (!line) {
      problems[`lines.${index}.lineId`] = field("choice");
      return [];
    }
    const before = taken.get(lineId) ?? 0;
    const max = exchangeableUnits(line) - before;
    const offer = variantsFor(line, offered).find((each) => each.variantId === variantId);
    if (quantity > max) problems[`lines.${index}.quantity`] = tooMany(line, max);
    if (!offer) problems[`lines.${index}.variantId`] = details("exchange.notOffered");
    else if (sent.has(variantId)) problems[`lines.${index}.variantId`] = details("exchange.variantTwice");
    if (!offer || quantity > max) return [];
    taken.set(lineId, before + quantity);
    sent.add(variantId);
    return [{ line, offer, quantity, ...paidFor(line, quantity, before) }];
  });
  const [first] = Object.values(problems);
  if (first !== undefined) throw new AppError("invalid_input", { message: first, fields: problems });
  requireInStock(chosen);
  return chosen;
}
