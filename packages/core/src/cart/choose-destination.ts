import type { CheckoutDraft, DeliveryRequest } from "@cartwright/contracts/checkout";
import type { Actor } from "../kernel/actor.ts";
import type { Deps } from "../kernel/deps.ts";
import { getCheckoutDraft, saveCheckoutDraft } from "./checkout-draft.ts";

export interface Destination {
  readonly country: string;
  readonly region?: string;
}

/** Whether a draft says nothing but where the order goes: that is no one's personal data. */
export function isOnlyPlace({ shippingAddress, ...others }: CheckoutDraft): boolean {
  const { country: _country, region: _region, ...rest } = shippingAddress ?? {};
  return Object.keys(others).length === 0 && Object.keys(rest).length === 0;
}

/** Where the actor's order goes, as far as they have entered or chosen it. Null when they have not. */
export async function readDestination(deps: Pick<Deps, "db">, actor: Actor): Promise<Destination | null> {
  const { country, region } = (await getCheckoutDraft(deps, actor))?.shippingAddress ?? {};
  return country === undefined ? null : { country, ...(region === undefined ? {} : { region }) };
}

/**
 * Keeps where the actor's order goes with their open cart, as part of the checkout's draft: the checkout then starts there. What
 * was entered for another country and means nothing in this one is removed.
 */
export async function chooseDestination(
  deps: Pick<Deps, "db">,
  actor: Actor,
  chosen: Required<Pick<DeliveryRequest, "country">> & Pick<DeliveryRequest, "region">,
): Promise<void> {
  const draft = (await getCheckoutDraft(deps, actor)) ?? {};
  const { region: _region, ...address } = draft.shippingAddress ?? {};
  const { postalCode: _postalCode, city: _city, ...elsewhere } = address;
  const kept = address.country === chosen.country ? address : elsewhere;
  const region = chosen.region === undefined ? {} : { region: chosen.region };
  await saveCheckoutDraft(deps, actor, {
    ...draft,
    shippingAddress: { ...kept, country: chosen.country, ...region },
  });
}
