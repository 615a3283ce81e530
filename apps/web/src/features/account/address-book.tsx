"use client";

import type { SavedAddress } from "@cartwright/contracts/accounts";
import { Badge } from "@cartwright/ui/badge";
import { Button } from "@cartwright/ui/button";
import { Card } from "@cartwright/ui/card";
import { Dialog } from "@cartwright/ui/dialog";
import { toast } from "@cartwright/ui/toast";
import { useState } from "react";
import type { z } from "zod";
import { messageOf } from "../../trpc/failure.ts";
import { api } from "../../trpc/react.tsx";
import { AddressForm } from "./address-form.tsx";

type Saved = z.infer<typeof SavedAddress>;

function AddressCard({ saved, onEdit, onRemove }: { saved: Saved; onEdit: () => void; onRemove: () => void }) {
  const { address } = saved;
  return (
    <Card className="grid content-between gap-5">
      <address className="grid gap-0.5 text-sm not-italic">
        <span className="flex items-center justify-between gap-3 font-medium">
          {address.name}
          {saved.isDefault ? <Badge>First choice</Badge> : null}
        </span>
        <span>{address.line1}</span>
        {address.line2 === undefined ? null : <span>{address.line2}</span>}
        <span>
          {address.postalCode} {address.city}
        </span>
        <span>{[address.region, address.country].filter(Boolean).join(", ")}</span>
      </address>
      <div className="flex gap-2">
        <Button variant="secondary" size="sm" onClick={onEdit} aria-label={`Change the address of ${address.name}`}>
          Change
        </Button>
        <Button variant="quiet" size="sm" onClick={onRemove} aria-label={`Remove the address of ${address.name}`}>
          Remove
        </Button>
      </div>
    </Card>
  );
}

/** The address book: what stands in it, and a sheet to add or change. */
export function AddressBook({ initial, homeCountry }: { initial: Saved[]; homeCountry: string }) {
  const [addresses, setAddresses] = useState(initial);
  /** Which address the sheet is for: a new one, one of these, or none (closed). */
  const [edited, setEdited] = useState<Saved | "new" | null>(null);
  const remove = api.account.addresses.remove.useMutation({
    onSuccess: setAddresses,
    onError: (error) => toast(messageOf(error), { tone: "bad" }),
  });
  const close = () => setEdited(null);

  return (
    <div className="grid gap-6">
      {addresses.length === 0 ? (
        <p className="text-muted">No address yet. One that is kept here saves typing at the checkout.</p>
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
        Add address
      </Button>
      <Dialog
        open={edited !== null}
        onClose={close}
        title={edited === "new" ? "New address" : "Change address"}
        placement="side"
      >
        {edited === null ? null : (
          <AddressForm
            homeCountry={homeCountry}
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
