import {
  type CheckoutDraft,
  type DeliveryRequest,
  type Quote,
  QuoteRequest,
  SHOP_COUNTRY,
} from "@cartwright/contracts/checkout";
import { getCheckoutDraft } from "../../../cart/checkout-draft.ts";
import type { Actor } from "../../../kernel/actor.ts";
import { isAppError } from "../../../kernel/app-error.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { quoteCheckout } from "./quote-checkout.ts";

type Place = NonNullable<QuoteRequest["shippingAddress"]>;

/** What has been entered so far, as far as it can be quoted. */
function toRequest(draft: CheckoutDraft | null, otherwise: Place): QuoteRequest {
  const { country, region, postalCode } = draft?.shippingAddress ?? {};
  const known = country === undefined ? otherwise : { country, region, postalCode };
  const shippingAddress = Object.fromEntries(Object.entries(known).filter(([, text]) => text));
  const { email, shippingMethodId, promotionCode } = draft ?? {};
  const request = QuoteRequest.safeParse({ email, shippingAddress, shippingMethodId, promotionCode });
  return request.success ? request.data : { shippingAddress: otherwise };
}

/**
 * What the actor's cart would cost with what they have entered at the checkout, and otherwise in a place (the shop's own country if
 * none is given). `accountEmail` is a member's; null for guests. For pages as they are served. Null for a cart that cannot be ordered as it is.
 */
export async function estimateCheckout(
  deps: Pick<Deps, "db">,
  actor: Actor,
  { country = SHOP_COUNTRY, region, accountEmail }: DeliveryRequest & { readonly accountEmail: string | null },
): Promise<Quote | null> {
  const draft = await getCheckoutDraft(deps, actor);
  try {
    return await quoteCheckout(deps, actor, {
      ...toRequest(draft, { country, ...(region === undefined ? {} : { region }) }),
      accountEmail,
    });
  } catch (error) {
    if (isAppError(error) && !error.retry) return null;
    throw error;
  }
}
