"use client";

import type { CheckoutDraft } from "@cartwright/contracts/checkout";
import { useState } from "react";
import { api } from "../../trpc/react.tsx";

const CODE = /^[A-Z0-9-]{2,40}$/;

/** The code that was entered for the cart. It is kept with what was entered at the checkout, which begins with it. */
export function useCartCode(draft: CheckoutDraft | null) {
  const kept = draft?.promotionCode?.trim().toUpperCase() ?? "";
  const [code, setCode] = useState(CODE.test(kept) ? kept : null);
  const save = api.checkout.saveDraft.useMutation();
  return {
    code,
    setCode: (next: string | null): void => {
      setCode(next);
      const { promotionCode: _before, ...rest } = draft ?? {};
      save.mutate({ ...rest, ...(next === null ? {} : { promotionCode: next }) });
    },
  };
}
