import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { AccountPage } from "../../../features/account/account-frame.tsx";
import { ProfileForm } from "../../../features/account/profile-form.tsx";
import { asMember } from "./as-member.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("account")("nav.profile") };
}

export default async function ProfilePage() {
  const t = getTranslations("account");
  const me = await asMember("/account", (api) => api.account.me());
  return (
    <AccountPage title={me.firstName === "" ? t("profile.title") : t("profile.greeting", { name: me.firstName })}>
      <ProfileForm me={me} />
    </AccountPage>
  );
}
