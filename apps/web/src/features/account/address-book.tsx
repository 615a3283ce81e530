"use client";

import type { AddressForm as AddressFormOfCountry } from "@cartwright/contracts/address-form";
import type { SavedAddress } from "@cartwright/contracts/accounts";
import type { CountryName } from "@cartwright/contracts/place";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Badge } from "@cartwright/ui/badge";
import { Button } from "@cartwright/ui/button";
import { Card } from "@cartwright/ui/card";
import { Dialog } from "@cartwright/ui/dialog";
import { toast } from "@cartwright/ui/toast";
import { useState } from "react";
import type { z } from "zod";
import { api } from "../../trpc/react.tsx";
import { AddressForm } from "./address-form.tsx";
import { useErrorMessage } from "../../trpc/use-error-message.ts";

type Saved = z.infer<typeof SavedAddress>;

function AddressCard({ saved, onEdit, onRemove }: { saved: Saved; onEdit: () => void; onRemove: () => void }) {
  const t = useTranslations("account");
  const { address, lines } = saved;
  return (
    <Card className="grid content-between gap-5">
      <address className="flex items-start justify-between gap-3 text-sm not-italic">
        <span className="whitespace-pre-line">{lines.join("\n")}</span>
        {saved.isDefault ? <Badge>{t("addresses.default")}</Badge> : null}
      </address>
      <div className="flex gap-2">
        <Button
          variant="secondary"
          size="sm"
          onClick={onEdit}
          aria-label={t("addresses.editOf", { name: address.name })}
        >
          {t("addresses.edit")}
        </Button>
        <Button
          variant="quiet"
          size="sm"
          onClick={onRemove}
          aria-label={t("addresses.removeOf", { name: address.name })}
        >
          {t("addresses.remove")}
        </Button>
      </div>
    </Card>
  );
}

interface AddressBookProps {
  initial: Saved[];
  countries: readonly CountryName[];
  /** The form of the shop's own country, preselected for a new address. */
  homeForm: AddressFormOfCountry;
}

/** The saved addresses, and a sheet to add or edit one. */
export function AddressBook({ initial, countries, homeForm }: AddressBookProps) {
  const t = useTranslations("account");
  const errorMessage = useErrorMessage();
  const [addresses, setAddresses] = useState(initial);
  /** The address in the sheet: a new one, a saved one, or null when the sheet is closed. */
  const [edited, setEdited] = useState<Saved | "new" | null>(null);
  const remove = api.account.addresses.remove.useMutation({
    onSuccess: setAddresses,
    onError: (error) => toast(errorMessage(error), { tone: "bad" }),
  });
  const close = () => setEdited(null);

  return (
    <div className="grid gap-6">
      {addresses.length === 0 ? (
        <p className="text-muted">{t("addresses.empty")}</p>
      ) : (
        <ul className="grid gap-4 sm:grid-cols-2">
          {addresses.map((saved) => (
            <li key={saved.id} className="grid">
              <AddressCard
                saved={saved}
                onEdit={() => setEdited(saved)}
                onRemove={() => remove.mutate({ id: saved.id })}
              />
            </li>
          ))}
        </ul>
      )}
      <Button className="justify-self-start" onClick={() => setEdited("new")}>
        {t("addresses.add")}
      </Button>
      <Dialog
        open={edited !== null}
        onClose={close}
        title={edited === "new" ? t("addresses.addTitle") : t("addresses.editTitle")}
        placement="side"
      >
        {edited === null ? null : (
          <AddressForm
            countries={countries}
            homeForm={homeForm}
            saved={edited === "new" ? null : edited}
            onSaved={(all) => {
              setAddresses(all);
              close();
            }}
          />
        )}
      </Dialog>
    </div>
  );
}
