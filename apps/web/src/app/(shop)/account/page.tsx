import type { Metadata } from "next";
import { AccountPage } from "../../../features/account/account-frame.tsx";
import { ProfileForm } from "../../../features/account/profile-form.tsx";
import { asMember } from "./as-member.ts";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Profile" };

export default async function ProfilePage() {
  const me = await asMember("/account", (api) => api.account.me());
  return (
    <AccountPage title={me.firstName === "" ? "Your account" : `Hello ${me.firstName}`}>
      <ProfileForm me={me} />
    </AccountPage>
  );
}
