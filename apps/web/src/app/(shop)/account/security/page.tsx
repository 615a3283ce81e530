import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import { Section } from "@cartwright/ui/card";
import type { Metadata } from "next";
import { AccountPage } from "../../../../features/account/account-frame.tsx";
import { DeviceList } from "../../../../features/account/device-list.tsx";
import { EmailForm } from "../../../../features/account/email-form.tsx";
import { OwnData } from "../../../../features/account/own-data.tsx";
import { PasswordForm } from "../../../../features/account/password-form.tsx";
import { TwoStepVerification } from "../../../../features/account/two-step-verification.tsx";
import { asMember } from "../as-member.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("account")("nav.security") };
}

export default async function SecurityPage() {
  const t = getTranslations("account");
  const [me, devices, secondFactor] = await asMember("/account/security", (api) =>
    Promise.all([api.account.me(), api.account.sessions.list(), api.account.secondFactor.status()]),
  );
  const twoStep = (
    <Section title={t("twoStep.title")}>
      <TwoStepVerification initial={secondFactor} isEmailVerified={me.emailVerified} />
    </Section>
  );
  const isDue = secondFactor.required && secondFactor.enabledAt === null;
  return (
    <AccountPage title={t("nav.security")}>
      {isDue ? twoStep : null}
      <Section title={t("devices.title")}>
        <ClientMessages areas={["places"]}>
          <DeviceList initial={devices} />
        </ClientMessages>
      </Section>
      <Section title={t("password.title")}>
        <PasswordForm secondFactor={secondFactor} />
      </Section>
      {isDue ? null : twoStep}
      <Section title={t("email.title")}>
        <EmailForm email={me.email} secondFactor={secondFactor} />
      </Section>
      <Section title={t("data.title")}>
        <OwnData secondFactor={secondFactor} />
      </Section>
    </AccountPage>
  );
}
