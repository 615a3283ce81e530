"use client";

import type { AdminOrderRow } from "@cartwright/contracts/admin";
import { formatMoney } from "@cartwright/contracts/money";
import { useTranslations } from "@cartwright/messages/use-translations";
import { useCodeLabel } from "../shell/code-label.ts";

/** Reasons as they read in the middle of a sentence. */
const IN_SENTENCE = ["payment_unavailable", "payment_timeout", "internal"] as const;

type Trouble = NonNullable<AdminOrderRow["trouble"]>;

/** What is wrong in one or two sentences, in money where money waits. */
export function useTroubleText(): (trouble: Trouble) => string {
  const t = useTranslations("adminTrouble");
  const label = useCodeLabel();
  return ({ refundMinor, currency, failures, reason, step }) => {
    const known = IN_SENTENCE.find((each) => each === reason);
    const why = {
      count: failures,
      known: reason === null ? "no" : "yes",
      reason: known ? t(`reason.${known}`) : label("reason", reason ?? "internal"),
    };
    if (refundMinor === null) return t("step", { step: label("step", step), ...why });
    return `${t("owed", { amount: formatMoney(refundMinor, currency) })} ${t("refund", why)}`;
  };
}
