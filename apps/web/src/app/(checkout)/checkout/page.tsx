import type { CheckoutDraft } from "@cartwright/contracts/checkout";
import { listCountries } from "@cartwright/contracts/place";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { RefreshWithCookies } from "../../../features/cart/refresh-with-cookies.tsx";
import { CheckoutForm } from "../../../features/checkout/checkout-form.tsx";
import { EmptyCheckout } from "../../../features/checkout/empty-checkout.tsx";
import { createPageContext, isIdentified } from "../../../auth/page-context.ts";
import type { Prefill } from "../../../features/checkout/address-fields.tsx";
import { visitorApi } from "../../../trpc/server.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("checkout")("title"), robots: { index: false } };
}

export default async function CheckoutPage() {
  const api = await visitorApi();
  const [cart, config, known, draft, { country, region }] = await Promise.all([
    api.cart.get(),
    api.shop.config(),
    readShopper(api),
    api.checkout.draft(),
    api.checkout.destination(),
  ]);
  const { id } = cart;
  const [estimate, addressForm] = await Promise.all([
    api.checkout.estimate({ country, ...(region === null ? {} : { region }) }),
    api.shop.addressForm({ country }),
  ]);
  const identified = isIdentified(await createPageContext());
  return (
    <div className="page pt-8 lg:pt-12">
      <h1 className="pb-8 text-3xl">{getTranslations("checkout")("title")}</h1>
      <ClientMessages
        areas={["address", "backorder", "checkout", "checkoutFailures", "delivery", "giftCards", "totals"]}
      >
        {id === null || cart.lines.length === 0 ? (
          <EmptyCheckout />
        ) : (
          <CheckoutForm
            cart={{ ...cart, id }}
            config={config}
            kept={keptOf(known, draft)}
            estimate={estimate}
            countries={listCountries()}
            addressForm={addressForm}
          />
        )}
      </ClientMessages>
      {identified ? null : <RefreshWithCookies />}
    </div>
  );
}

/**
 * What to fill the form with. A draft comes before what is known of a member, unless it only says where the order goes and
 * their own address is there.
 */
function keptOf(known: Prefill, draft: CheckoutDraft | null): CheckoutDraft {
  const { country, region: _region, ...typed } = draft?.shippingAddress ?? {};
  const isTyped = Object.keys(typed).length > 0 || known.shippingAddress?.country !== country;
  const { shippingAddress } = country !== undefined && isTyped ? (draft ?? {}) : known;
  return { ...known, ...draft, ...(shippingAddress === undefined ? {} : { shippingAddress }) };
}

/** What a shopper who is logged in does not have to enter at all. */
async function readShopper(api: Awaited<ReturnType<typeof visitorApi>>): Promise<Prefill> {
  const { actor } = await createPageContext();
  if (actor.kind !== "user") return {};
  const [me, addresses] = await Promise.all([api.account.me(), api.account.addresses.list()]);
  const saved = addresses.find(({ isDefault }) => isDefault) ?? addresses[0];
  return { email: me.email, ...(saved ? { shippingAddress: saved.address } : {}) };
}
