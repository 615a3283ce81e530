"use client";

import type { BookFact, BookFindingRow } from "@cartwright/contracts/books";
import { formatMoney } from "@cartwright/contracts/money";
import { useTranslations } from "@cartwright/messages/use-translations";
import { useExactTime } from "../shell/timestamp.tsx";

const STATES = [
  "intent",
  "unknown",
  "pending",
  "requires_action",
  "declined",
  "voided",
  "missing",
  "captured",
] as const;

/** Writes what is wrong with an order's books, in money. */
export function useFactText(): (row: Pick<BookFindingRow, "currency">, fact: BookFact) => string {
  const t = useTranslations("adminPayments");
  const exact = useExactTime();
  return ({ currency }, { code, ours, theirs, state, since }) =>
    t(`fact.${code}`, {
      ours: formatMoney(ours ?? 0, currency),
      theirs: formatMoney(theirs ?? 0, currency),
      state:
        code === "webhook_unmatched"
          ? (state ?? "")
          : t(`paymentState.${STATES.find((known) => known === state) ?? "other"}`),
      since: since === null ? "" : exact(since),
    });
}
