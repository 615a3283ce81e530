import { Section } from "@cartwright/ui/card";
import type { Metadata } from "next";
import { AccountPage } from "../../../../features/account/account-frame.tsx";
import { DeviceList } from "../../../../features/account/device-list.tsx";
import { EmailForm } from "../../../../features/account/email-form.tsx";
import { OwnData } from "../../../../features/account/own-data.tsx";
import { PasswordForm } from "../../../../features/account/password-form.tsx";
import { SecondStep } from "../../../../features/account/second-step.tsx";
import { asMember } from "../as-member.ts";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Security" };

export default async function SecurityPage() {
  const [me, devices, secondFactor] = await asMember("/account/security", (api) =>
    Promise.all([api.account.me(), api.account.sessions.list(), api.account.secondFactor.status()]),
  );
  const secondStep = (
    <Section title="Second step">
      <SecondStep initial={secondFactor} isProven={me.emailVerified} />
    </Section>
  );
  const isDue = secondFactor.required && secondFactor.enabledAt === null;
  return (
    <AccountPage title="Security">
      {isDue ? secondStep : null}
      <Section title="Devices">
        <DeviceList initial={devices} />
      </Section>
      <Section title="Password">
        <PasswordForm secondFactor={secondFactor} />
      </Section>
      {isDue ? null : secondStep}
      <Section title="E-mail address">
        <EmailForm email={me.email} secondFactor={secondFactor} />
      </Section>
      <Section title="Your data">
        <OwnData secondFactor={secondFactor} />
      </Section>
    </AccountPage>
  );
}
