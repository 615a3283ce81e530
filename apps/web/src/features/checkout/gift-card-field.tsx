"use client";

import { formatMoney } from "@cartwright/contracts/amounts";
import type { Quote } from "@cartwright/contracts/checkout";
import { GIFT_CARDS_MAX, isGiftCardCode, normalizeGiftCardCode } from "@cartwright/contracts/gift-card-text";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Field, Input } from "@cartwright/ui/field";
import { useState } from "react";

interface GiftCardFieldProps {
  /** The codes that the quote was requested with. */
  codes: readonly string[];
  /** Null until the first quote has loaded. */
  quote: Quote | null;
  busy: boolean;
  onCodes: (codes: readonly string[]) => void;
}

/** Gift cards that pay for the order, and a field for another one. The server says what each pays, and why one does not. */
export function GiftCardField({ codes, quote, busy, onCodes }: GiftCardFieldProps) {
  const t = useTranslations("giftCards");
  const [draft, setDraft] = useState("");
  const [isMalformed, setMalformed] = useState(false);
  const money = (minor: number) => formatMoney(minor, quote?.currency ?? "EUR");
  // The quote may still be the one from before the last code.
  const cardOf = (code: string) => quote?.giftCards.find(({ last4 }) => last4 === code.slice(-4)) ?? null;
  const applied = codes.flatMap((code) => {
    const card = cardOf(code);
    return card?.problem === null ? [{ card, code }] : [];
  });
  // The code that was entered last stays in the field, with its error.
  const refusal = cardOf(codes.at(-1) ?? "")?.problem ?? undefined;

  const apply = () => {
    const code = normalizeGiftCardCode(draft);
    if (code === "") return;
    setMalformed(!isGiftCardCode(code));
    if (!isGiftCardCode(code)) return;
    onCodes([...new Set([...applied.map((each) => each.code), code])]);
  };
  const isFull = applied.length >= GIFT_CARDS_MAX;
  return (
    <div className="grid gap-4">
      {applied.map(({ card, code }) => (
        <div key={code} className="flex flex-wrap items-center justify-between gap-3 rounded-md bg-sunk px-4 py-3">
          <output className="grid text-sm">
            <span className="font-medium">{t("ending", { last4: card.last4 })}</span>
            <span className="text-muted">
              {t("pays", {
                amount: money(card.amountMinor),
                left: card.balanceMinor > card.amountMinor ? money(card.balanceMinor - card.amountMinor) : "none",
              })}
            </span>
          </output>
          <Button
            variant="quiet"
            size="sm"
            aria-label={t("removeLabel", { last4: card.last4 })}
            onClick={() => onCodes(codes.filter((each) => each !== code))}
          >
            {t("remove")}
          </Button>
        </div>
      ))}
      {isFull ? null : (
        <Field
          label={applied.length > 0 ? t("add") : t("label")}
          hint={t("hint")}
          error={isMalformed ? t("malformed") : refusal}
        >
          {(control) => (
            <div className="flex gap-2">
              <Input
                {...control}
                name="giftCard"
                value={draft}
                maxLength={40}
                autoComplete="off"
                autoCapitalize="characters"
                spellCheck={false}
                onChange={(event) => {
                  setDraft(event.target.value);
                  setMalformed(false);
                }}
                onKeyDown={(event) => {
                  // Enter applies the code; it must not place the order.
                  if (event.key !== "Enter") return;
                  event.preventDefault();
                  apply();
                }}
                className="uppercase placeholder:normal-case"
              />
              <Button variant="secondary" busy={busy && draft !== ""} onClick={apply}>
                {t("apply")}
              </Button>
            </div>
          )}
        </Field>
      )}
    </div>
  );
}
