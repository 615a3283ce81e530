"use client";

import { useState } from "react";
import { minorOf } from "../../shell/typed-money.ts";
import type { StaffOrder } from "../staff-order.ts";
import { chosenUnits } from "../parcels/unit-picker.tsx";

/** An amount as it is typed: none when the field is empty, null when it is no amount. */
function typedMinor(text: string, currency: StaffOrder["currency"]): number | null | undefined {
  return text.trim() === "" ? undefined : minorOf(text, currency);
}

/** A refund that is being put together. `choice` is null while a field holds no amount. */
export function useRefundDraft({ currency }: StaffOrder) {
  const [quantities, setQuantities] = useState<Record<string, number>>({});
  const [shipping, setShipping] = useState("");
  const [amount, setAmount] = useState("");
  const shippingMinor = typedMinor(shipping, currency);
  const typedAmount = typedMinor(amount, currency);
  // Nothing cannot be sent.
  const amountMinor = typedAmount === 0 ? null : typedAmount;
  const lines = chosenUnits(quantities);
  const choice =
    shippingMinor === null || amountMinor === null
      ? null
      : {
          ...(lines.length > 0 ? { lines } : {}),
          ...(shippingMinor === undefined ? {} : { shippingMinor }),
          ...(amountMinor === undefined ? {} : { amountMinor }),
        };
  return {
    quantities,
    setQuantities,
    shipping,
    setShipping,
    amount,
    setAmount,
    choice,
    isShippingWrong: shippingMinor === null,
    isAmountWrong: amountMinor === null,
  };
}
