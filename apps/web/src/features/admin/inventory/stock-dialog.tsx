"use client";

import type { StockChange } from "@cartwright/contracts/admin-products";
import type { VariantId } from "@cartwright/contracts/ids";
import { Button } from "@cartwright/ui/button";
import { Dialog } from "@cartwright/ui/dialog";
import { TextField } from "@cartwright/ui/field";
import { Notice } from "@cartwright/ui/notice";
import { SelectField } from "@cartwright/ui/select";
import { toast } from "@cartwright/ui/toast";
import { useId, useState } from "react";
import { fieldsOf, messageOf, reasonOf } from "../../../trpc/failure.ts";
import { api } from "../../../trpc/react.tsx";
import { ReasonField, useReason } from "../shell/reason-field.tsx";

interface StockDialogProps {
  item: { readonly variantId: VariantId; readonly name: string; readonly onHand: number; readonly reserved: number };
  onClose: () => void;
  /** The stock is not what was shown: adjusted here, or by somebody else. */
  onAdjusted: () => void;
}

/** Reads the number that was typed: a count, or some more or fewer. Null when it is none. */
function readChange(way: "to" | "by", text: string, seen: number): StockChange | null {
  if (!/^[+-]?\d{1,8}$/.test(text.trim())) return null;
  const units = Number(text);
  if (way === "by") return units === 0 ? null : { by: units };
  return units < 0 ? null : { to: units, seen };
}

/** Corrects what lies in the warehouse, with a reason that stays in the record. */
export function StockDialog({ item, onClose, onAdjusted }: StockDialogProps) {
  const formId = useId();
  const [way, setWay] = useState<"to" | "by">("by");
  const [units, setUnits] = useState("");
  const reason = useReason();
  const [tried, setTried] = useState(false);
  const adjust = api.admin.inventory.adjust.useMutation({
    onSuccess({ onHand }) {
      toast(`${item.name}: ${onHand} on hand.`);
      onAdjusted();
      onClose();
    },
    onError(error) {
      if (reasonOf(error) === "stale_write") onAdjusted();
    },
  });
  const change = readChange(way, units, item.onHand);
  return (
    <Dialog
      open
      onClose={onClose}
      title="Adjust stock"
      footer={
        <div className="flex justify-end gap-3">
          <Button variant="quiet" size="sm" onClick={onClose}>
            Not now
          </Button>
          <Button type="submit" form={formId} size="sm" busy={adjust.isPending}>
            Adjust
          </Button>
        </div>
      }
    >
      <form
        id={formId}
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          const given = reason.submit();
          if (change !== null && given !== null && !adjust.isPending)
            adjust.mutate({ variantId: item.variantId, change, reason: given });
        }}
      >
        <p className="text-ink-soft">
          {item.name}: <span className="figures">{item.onHand}</span> on hand,{" "}
          <span className="figures">{item.reserved}</span> held by open orders.
        </p>
        {adjust.error ? (
          <Notice tone="bad" urgent>
            {messageOf(adjust.error)}
          </Notice>
        ) : null}
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectField
            label="How do you want to adjust it?"
            value={way}
            onChange={(event) => setWay(event.target.value === "to" ? "to" : "by")}
          >
            <option value="by">Add or remove units</option>
            <option value="to">Enter the counted number</option>
          </SelectField>
          <TextField
            label={way === "to" ? "Units on hand" : "Units to add (minus to remove)"}
            inputMode={way === "to" ? "numeric" : "text"}
            autoComplete="off"
            maxLength={9}
            value={units}
            onChange={(event) => setUnits(event.target.value)}
            error={
              fieldsOf(adjust.error)["onHand"] ??
              (tried && change === null ? "Enter a whole number, such as 12." : undefined)
            }
          />
        </div>
        <ReasonField reason={reason} hint="It is kept with the movement and in the audit log." />
      </form>
    </Dialog>
  );
}
