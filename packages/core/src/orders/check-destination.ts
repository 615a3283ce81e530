import { type Address, SHOP_COUNTRY } from "@cartwright/contracts/checkout";
import { SHOP_CURRENCY } from "@cartwright/contracts/money";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { fieldError } from "../kernel/field-error.ts";
import { offeredMethods } from "../pricing/shipping.ts";
import { listedRateBp, taxAt } from "../pricing/tax.ts";
import type { ContactRow } from "./contact.sql.ts";
import { readDeliveryRules } from "./read-delivery-rules.ts";

/** What an order would be taxed at an address by the rules of today, and what its shipping would cost. Null where it does not ship. */
async function chargesAt(tx: Tx, order: ContactRow, address: Address) {
  const { country, region = "", postalCode } = address;
  const rules = await readDeliveryRules(tx, { currency: SHOP_CURRENCY, country });
  const answer = taxAt(rules.taxes, { country, region, postalCode });
  if (answer.kind === "unknown") return { tax: null, shippingMinor: null };
  const { rateBp, included } = answer.tax;
  // Without tax it does not matter which state does not get it.
  const tax = `${rateBp} ${included} ${answer.area?.code ?? ""} ${rateBp === 0 ? "" : country}`;
  const methods = offeredMethods(rules.shipping, {
    country,
    region,
    weightGrams: order.weightGrams,
    goodsMinor: order.goodsMinor,
    currency: SHOP_CURRENCY,
    basis: {
      rateBp,
      included,
      listedRateBp: rules.taxes.shippingTaxed ? listedRateBp(rules.taxes, SHOP_COUNTRY) : 0,
    },
  });
  return { tax, shippingMinor: methods.find(({ id }) => id === order.shippingMethodId)?.priceMinor ?? null };
}

const refuse = (key: "addressTax" | "addressShipping") => {
  const message = getTranslations("errorDetails")(key);
  return fieldError("shippingAddress.country", message);
};

/**
 * Refuses an address at which the order would be taxed or shipped at another price than where it goes now: both are charged
 * already. Compares the two by the rules of today, so that a rate which has changed since does not matter. Throws `invalid_input`.
 */
export async function checkDestination(tx: Tx, order: ContactRow, to: Address): Promise<void> {
  if (!order.shippingAddress) return;
  const before = await chargesAt(tx, order, order.shippingAddress);
  const after = await chargesAt(tx, order, to);
  if (after.tax === null || after.tax !== before.tax) throw refuse("addressTax");
  // A method that is no longer offered at all tells nothing, as long as the country stays.
  const isOver = before.shippingMinor === null && order.shippingAddress.country === to.country;
  if (!isOver && after.shippingMinor !== before.shippingMinor) throw refuse("addressShipping");
}
