"use client";

import type { Me } from "@cartwright/contracts/accounts";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Checkbox } from "@cartwright/ui/checkbox";
import { toast } from "@cartwright/ui/toast";
import { SubmitButton } from "@cartwright/ui/submit-button";
import { api } from "../../trpc/react.tsx";
import { UnverifiedEmail } from "./unverified-email.tsx";
import { FormNotice } from "./form-notice.tsx";
import { NameFields } from "./name-fields.tsx";
import { textIn, useForm } from "./use-form.ts";

const read = (form: FormData) => ({
  firstName: textIn(form, "firstName"),
  lastName: textIn(form, "lastName"),
  marketingConsent: form.get("marketingConsent") !== null,
});

/** Name and consent. Email address and password are changed under Security, which asks for the password. */
export function ProfileForm({ me }: { me: Me }) {
  const t = useTranslations("account");
  const signIn = useTranslations("signIn");
  const update = api.account.updateProfile.useMutation();
  const form = useForm({
    messages: { firstName: signIn("invalid.firstName") },
    read,
    async send(input) {
      await update.mutateAsync(input);
      toast(t("profile.saved"));
    },
  });
  return (
    <form {...form.props} className="grid max-w-xl gap-5" aria-label={t("profile.form")}>
      {me.emailVerified ? null : <UnverifiedEmail>{t("unverified.profile")}</UnverifiedEmail>}
      <FormNotice failure={form.failure} />
      <NameFields name={me} errors={form.errors} />
      <p className="text-sm text-muted">
        {t.rich("profile.email", {
          email: me.email,
          value: <span className="text-ink" />,
        })}
      </p>
      <Checkbox name="marketingConsent" label={t("profile.marketing")} defaultChecked={me.marketingConsent} />
      <SubmitButton busy={form.busy} className="justify-self-start">
        {t("profile.save")}
      </SubmitButton>
    </form>
  );
}
