"use client";

import type { AddressForm } from "@cartwright/contracts/address-form";
import type { CountryName } from "@cartwright/contracts/place";
import { useTranslations } from "@cartwright/messages/use-translations";
import { TextField } from "@cartwright/ui/field";
import { toast } from "@cartwright/ui/toast";
import { useRef, useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { fieldsOf } from "../../../trpc/failure.ts";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { AddressInputs } from "../../checkout/address-inputs.tsx";
import { addressErrors, readAddress, reader } from "../../checkout/read-form.ts";
import { useAddressForm } from "../../checkout/use-address-form.ts";
import { FormDialog } from "../shell/form-dialog.tsx";
import type { StaffOrder } from "./staff-order.ts";

const PREFIX = "shippingAddress.";

/** What the form of an address needs: the countries to choose from, and the form of the order's own country. */
export interface ContactForm {
  readonly countries: readonly CountryName[];
  readonly form: AddressForm;
}

interface ContactDialogProps {
  order: StaffOrder;
  contact: ContactForm;
  onClose: () => void;
}

/** Changes where an order goes and who hears of it. The order's price stays, so an address that costs more is refused. */
export function ContactDialog({ order, contact, onClose }: ContactDialogProps) {
  const t = useTranslations("adminContact");
  const errorMessage = useErrorMessage();
  const utils = api.useUtils();
  const fieldset = useRef<HTMLDivElement>(null);
  const { number, shippingAddress: known } = order;
  // What was seen when the dialog opened: the page behind it is live.
  const [version] = useState(order.contactVersion);
  const [country, setCountry] = useState<string>(known?.country ?? contact.form.country);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const fields = useAddressForm(country, contact.form);
  const change = api.admin.orders.changeContact.useMutation({
    onSuccess: ({ order: changed }) => {
      utils.admin.orders.get.setData({ number }, changed);
      toast(t("done"));
      onClose();
    },
    onError: () => void utils.admin.orders.get.invalidate({ number }),
  });
  const errors = { ...fieldsOf(change.error), ...typed };
  const submit = () => {
    const form = fieldset.current?.closest("form");
    if (!form) return;
    const read = reader(new FormData(form));
    const address = known ? readAddress(read, PREFIX) : null;
    const problems = address && fields.rules ? addressErrors(fields.rules, address, PREFIX) : {};
    setTyped(problems);
    if (Object.keys(problems).length > 0) return;
    change.mutate({ number, version, email: read("email"), ...(address ? { shippingAddress: address } : {}) });
  };
  return (
    <FormDialog
      title={t("title", { number })}
      confirm={t("confirm")}
      busy={change.isPending}
      refusal={change.error ? errorMessage(change.error) : null}
      onClose={onClose}
      onSubmit={submit}
    >
      <p className="text-ink-soft">{t("text")}</p>
      <div ref={fieldset} className="grid gap-4">
        <TextField
          label={t("email")}
          type="email"
          name="email"
          inputMode="email"
          autoComplete="off"
          maxLength={254}
          defaultValue={order.email}
          hint={t("emailHint")}
          error={errors["email"]}
        />
        {known ? (
          <AddressInputs
            prefix="shippingAddress"
            known={known}
            errors={errors}
            countries={contact.countries}
            form={fields.form}
            isError={fields.isError}
            country={country}
            onCountry={setCountry}
          />
        ) : null}
      </div>
    </FormDialog>
  );
}
