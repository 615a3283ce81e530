import { SHOP_COUNTRY } from "@cartwright/contracts/checkout";
import { listCountries } from "@cartwright/contracts/place";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { AccountPage } from "../../../../features/account/account-frame.tsx";
import { AddressBook } from "../../../../features/account/address-book.tsx";
import { asMember } from "../as-member.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("account")("nav.addresses") };
}

export default async function AddressesPage() {
  const [addresses, homeForm] = await asMember("/account/addresses", (api) =>
    Promise.all([api.account.addresses.list(), api.shop.addressForm({ country: SHOP_COUNTRY })]),
  );
  return (
    <AccountPage title={getTranslations("account")("nav.addresses")}>
      <ClientMessages areas={["address"]}>
        <AddressBook initial={addresses} countries={listCountries()} homeForm={homeForm} />
      </ClientMessages>
    </AccountPage>
  );
}
