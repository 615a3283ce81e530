import { SHOP_COUNTRY } from "@cartwright/contracts/checkout";
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
  const addresses = await asMember("/account/addresses", (api) => api.account.addresses.list());
  return (
    <AccountPage title={getTranslations("account")("nav.addresses")}>
      <ClientMessages areas={["address"]}>
        <AddressBook initial={addresses} homeCountry={SHOP_COUNTRY} />
      </ClientMessages>
    </AccountPage>
  );
}
