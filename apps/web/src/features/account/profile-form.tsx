"use client";

import type { Me } from "@cartwright/contracts/accounts";
import { Checkbox } from "@cartwright/ui/checkbox";
import { toast } from "@cartwright/ui/toast";
import { SubmitButton } from "@cartwright/ui/submit-button";
import { api } from "../../trpc/react.tsx";
import { AddressUnproven } from "./address-unproven.tsx";
import { FormNotice } from "./form-notice.tsx";
import { NAME_SENTENCES, NameFields } from "./name-fields.tsx";
import { textIn, useForm } from "./use-form.ts";

const read = (form: FormData) => ({
  firstName: textIn(form, "firstName"),
  lastName: textIn(form, "lastName"),
  marketingConsent: form.get("marketingConsent") !== null,
});

/** Name and consent. The address and the password are changed under Security, where the password is asked for. */
export function ProfileForm({ me }: { me: Me }) {
  const update = api.account.updateProfile.useMutation();
  const form = useForm({
    sentences: NAME_SENTENCES,
    read,
    async send(input) {
      await update.mutateAsync(input);
      toast("Saved.");
    },
  });
  return (
    <form {...form.props} className="grid max-w-xl gap-5" aria-label="Profile">
      {me.emailVerified ? null : <AddressUnproven>Your e-mail address is not confirmed yet.</AddressUnproven>}
      <FormNotice failure={form.failure} />
      <NameFields name={me} errors={form.errors} />
      <p className="text-sm text-muted">
        E-mail: <span className="text-ink">{me.email}</span>
      </p>
      <Checkbox
        name="marketingConsent"
        label="E-mail me now and then about what is new in the shop"
        defaultChecked={me.marketingConsent}
      />
      <SubmitButton busy={form.busy} className="justify-self-start">
        Save
      </SubmitButton>
    </form>
  );
}
