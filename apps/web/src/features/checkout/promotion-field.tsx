"use client";

import type { Quote } from "@cartwright/contracts/checkout";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Field, Input } from "@cartwright/ui/field";
import { useState } from "react";

const CODE = /^[A-Z0-9-]{2,40}$/;

interface PromotionFieldProps {
  /** The result for the code that the quote was requested with. */
  promotion: Quote["promotion"];
  busy: boolean;
  /** The code to quote with; null for none. */
  onCode: (code: string | null) => void;
}

/** A discount code, applied to the quote at once. The server decides whether it is valid, and says why not. */
export function PromotionField({ promotion, busy, onCode }: PromotionFieldProps) {
  const t = useTranslations("checkout");
  const [draft, setDraft] = useState(promotion?.code ?? "");
  const [malformed, setMalformed] = useState(false);

  const apply = () => {
    const code = draft.trim().toUpperCase();
    const isCode = CODE.test(code);
    setMalformed(!isCode && code !== "");
    if (isCode) onCode(code);
  };
  const refusal = malformed ? t("promotion.malformed") : undefined;

  if (promotion?.applied) {
    return (
      <div className="flex items-center justify-between gap-4 rounded-md border border-line bg-surface py-2 pr-2 pl-4 text-sm">
        <output>
          <span className="font-medium">{promotion.code}</span> <span className="text-muted">{promotion.message}</span>
        </output>
        <Button
          variant="quiet"
          size="sm"
          onClick={() => {
            setDraft("");
            onCode(null);
          }}
        >
          {t("promotion.remove")}
        </Button>
      </div>
    );
  }
  return (
    <Field
      label={t("promotion.label")}
      error={refusal ?? (promotion && !promotion.applied ? promotion.message : undefined)}
    >
      {(control) => (
        <div className="flex gap-2">
          <Input
            {...control}
            name="promotionCode"
            value={draft}
            maxLength={40}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            onChange={(event) => setDraft(event.target.value)}
            onKeyDown={(event) => {
              // Enter applies the code; it must not place the order.
              if (event.key !== "Enter") return;
              event.preventDefault();
              apply();
            }}
            className="uppercase placeholder:normal-case"
          />
          <Button variant="secondary" busy={busy && draft !== ""} onClick={apply}>
            {t("promotion.apply")}
          </Button>
        </div>
      )}
    </Field>
  );
}
