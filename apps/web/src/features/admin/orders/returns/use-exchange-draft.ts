import type { AppRouter } from "@cartwright/api/root";
import { VariantId } from "@cartwright/contracts/ids";
import type { inferRouterOutputs } from "@trpc/server";
import { useState } from "react";

export type ExchangePreview = inferRouterOutputs<AppRouter>["admin"]["returns"]["previewExchange"];
export type ExchangeOption = ExchangePreview["lines"][number];

interface Choice {
  readonly variantId: VariantId;
  readonly quantity: number;
}

export interface ExchangeDraft {
  /** By the returned line. */
  readonly choices: Readonly<Record<string, Choice>>;
  readonly choose: (line: ExchangeOption, variantId: string) => void;
  readonly count: (line: ExchangeOption, quantity: number) => void;
  /** What is chosen, in the form of the request. */
  readonly lines: readonly (Choice & { readonly lineId: string })[];
}

/** Which variant is sent for each returned line. */
export function useExchangeDraft(): ExchangeDraft {
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>({});
  return {
    choices,
    choose({ lineId, exchangeable }, value) {
      const variantId = VariantId.safeParse(value).data;
      const { [lineId]: before, ...others } = choices;
      const quantity = before?.quantity ?? exchangeable;
      setChoices(variantId === undefined ? others : { ...others, [lineId]: { variantId, quantity } });
    },
    count({ lineId }, quantity) {
      const choice = choices[lineId];
      if (choice) setChoices({ ...choices, [lineId]: { ...choice, quantity } });
    },
    lines: Object.entries(choices).map(([lineId, choice]) => Object.assign({ lineId }, choice)),
  };
}
