"use client";

import type { Order } from "@cartwright/contracts/orders";
import { RETURN_REASON_MAX } from "@cartwright/contracts/return-reason";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Field, Textarea } from "@cartwright/ui/field";
import { Notice } from "@cartwright/ui/notice";
import { Quantity } from "@cartwright/ui/quantity";
import { useState } from "react";
import { isOnlyVariant } from "@cartwright/contracts/only-variant";

type Line = Order["lines"][number];

interface ReturnLine {
  readonly lineId: string;
  readonly quantity: number;
  readonly reason?: string;
}

interface ReturnFormProps {
  id: string;
  /** The lines with something to return. */
  lines: readonly Line[];
  /** Why the request was refused. */
  refusal: string | null;
  onRequest: (lines: ReturnLine[]) => void;
}

/** An only unit is meant by whoever opens the form; of several, the shopper says which. */
const firstQuantities = (lines: readonly Line[]): Readonly<Record<string, number>> => {
  const [only, ...others] = lines;
  return only && others.length === 0 && only.returnableQuantity === 1 ? { [only.id]: 1 } : {};
};

/** How many of which items come back, and why, if the shopper wants to say. */
export function ReturnForm({ id, lines, refusal, onRequest }: ReturnFormProps) {
  const t = useTranslations("orders");
  const [quantities, setQuantities] = useState(() => firstQuantities(lines));
  const [reason, setReason] = useState("");
  const [submitted, setSubmitted] = useState(false);
  const chosen = lines.filter((line) => (quantities[line.id] ?? 0) > 0);
  const request = () => {
    setSubmitted(true);
    if (chosen.length === 0) return;
    onRequest(
      chosen.map((line) => ({
        lineId: line.id,
        quantity: Math.min(quantities[line.id] ?? 0, line.returnableQuantity),
        ...(reason.trim() === "" ? {} : { reason: reason.trim().replaceAll(/\s+/g, " ") }),
      })),
    );
  };
  return (
    <form
      id={id}
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        request();
      }}
    >
      <p className="text-ink-soft">{t("return.text")}</p>
      {refusal === null ? null : (
        <Notice tone="bad" urgent>
          {refusal}
        </Notice>
      )}
      <ul className="grid gap-3">
        {lines.map((line) => (
          <li key={line.id} className="flex items-center justify-between gap-4">
            <span className="grid">
              <span className="font-medium">{line.title}</span>
              {isOnlyVariant(line.variantTitle) ? null : (
                <span className="text-sm text-muted">{line.variantTitle}</span>
              )}
            </span>
            <Quantity
              label={t("return.quantity", { title: line.title })}
              value={quantities[line.id] ?? 0}
              min={0}
              max={line.returnableQuantity}
              onChange={(quantity) => setQuantities({ ...quantities, [line.id]: quantity })}
              className="shrink-0"
            />
          </li>
        ))}
      </ul>
      {submitted && chosen.length === 0 ? (
        <Notice tone="bad" urgent>
          {t("return.nothing")}
        </Notice>
      ) : null}
      <Field label={t("return.reason")} optional hint={t("return.reasonHint", { max: RETURN_REASON_MAX })}>
        {(control) => (
          <Textarea
            {...control}
            value={reason}
            maxLength={RETURN_REASON_MAX}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </form>
  );
}
