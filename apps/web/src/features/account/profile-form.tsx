"use client";

import type { Me } from "@cartwright/contracts/accounts";
import { Checkbox } from "@cartwright/ui/checkbox";
import { TextField } from "@cartwright/ui/field";
import { toast } from "@cartwright/ui/toast";
import { SubmitButton } from "@cartwright/ui/submit-button";
import { api } from "../../trpc/react.tsx";
import { AddressUnproven } from "./address-unproven.tsx";
import { FormNotice } from "./form-notice.tsx";
import { textIn, useForm } from "./use-form.ts";

const SENTENCES = { firstName: "Enter your first name.", lastName: "Enter your last name." };

const read = (form: FormData) => ({
  firstName: textIn(form, "firstName"),
  lastName: textIn(form, "lastName"),
  marketingConsent: form.get("marketingConsent") !== null,
});

/** Name and consent. The address and the password are changed under Security, where the password is asked for. */
export function ProfileForm({ me }: { me: Me }) {
  const update = api.account.updateProfile.useMutation();
  const form = useForm({
    sentences: SENTENCES,
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
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          label="First name"
          name="firstName"
          autoComplete="given-name"
          maxLength={80}
          defaultValue={me.firstName}
          error={form.errors["firstName"]}
        />
        <TextField
          label="Last name"
          name="lastName"
          autoComplete="family-name"
          maxLength={80}
          defaultValue={me.lastName}
          error={form.errors["lastName"]}
        />
      </div>
      <p className="text-sm text-muted">
        E-mail: <span className="text-ink">{me.email}</span>
      </p>
      <Checkbox
        name="marketingConsent"
        label="Tell me now and then what is new in the shop"
        defaultChecked={me.marketingConsent}
      />
      <SubmitButton busy={form.busy} className="justify-self-start">
        Save
      </SubmitButton>
    </form>
  );
}
