"use client";

import type { AddressForm } from "@cartwright/contracts/address-form";
import { api } from "../../trpc/react.tsx";

/**
 * The form of a country, loaded when it is chosen. The last one stays until then. `rules` are those to check by: null until the
 * form is the country's own; the server checks in any case.
 */
export function useAddressForm(country: string, initial: AddressForm) {
  const { data, isError } = api.shop.addressForm.useQuery(
    { country },
    {
      staleTime: Infinity,
      placeholderData: (previous) => previous ?? initial,
      ...(country === initial.country ? { initialData: initial } : {}),
    },
  );
  const form = data ?? initial;
  return { form, rules: form.country === country ? form : null, isError };
}
