import { SHOP_COUNTRY } from "@cartwright/contracts/checkout";
import type { Metadata } from "next";
import { AccountPage } from "../../../../features/account/account-frame.tsx";
import { AddressBook } from "../../../../features/account/address-book.tsx";
import { asMember } from "../as-member.ts";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Addresses" };

export default async function AddressesPage() {
  const addresses = await asMember("/account/addresses", (api) => api.account.addresses.list());
  return (
    <AccountPage title="Addresses">
      <AddressBook initial={addresses} homeCountry={SHOP_COUNTRY} />
    </AccountPage>
  );
}
