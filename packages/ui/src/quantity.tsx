"use client";

import { Minus, Plus } from "lucide-react";
import { useLayoutEffect, useRef, useState } from "react";
import { classNames } from "./class-names.ts";
import { useUiLabels } from "./labels.tsx";

interface QuantityProps {
  /** What is counted, for the names of the controls: "Quantity of Tea bowl". */
  label: string;
  value: number;
  min?: number;
  max: number;
  onChange: (value: number) => void;
  className?: string;
}

const STEP = "grid size-11 place-items-center text-ink transition-colors hover:bg-sunk disabled:opacity-35";

/** A number with minus and plus buttons. A typed value is applied on Enter or blur. */
export function Quantity({ label, value, min = 1, max, onChange, className }: QuantityProps) {
  const { decrease, increase } = useUiLabels();
  // The text being typed. Null otherwise, when the field shows the value.
  const [draft, setDraft] = useState<string | null>(null);

  // What was last asked for: a second click may come before the first has been rendered.
  const asked = useRef(value);
  useLayoutEffect(() => {
    asked.current = value;
  });
  const step = (by: number) => {
    asked.current = Math.min(Math.max(asked.current + by, min), Math.max(max, min));
    onChange(asked.current);
  };

  const settle = (text: string) => {
    const wanted = Number.parseInt(text, 10);
    const next = Number.isNaN(wanted) ? value : Math.min(Math.max(wanted, min), Math.max(max, min));
    setDraft(null);
    if (next !== value) onChange(next);
  };

  return (
    <fieldset
      aria-label={label}
      className={classNames("inline-flex items-center rounded-md border border-line-strong", className)}
    >
      <button type="button" aria-label={decrease} className={STEP} disabled={value <= min} onClick={() => step(-1)}>
        <Minus aria-hidden="true" className="size-4" />
      </button>
      <input
        aria-label={label}
        inputMode="numeric"
        autoComplete="off"
        value={draft ?? String(value)}
        onChange={(event) => setDraft(event.target.value.replace(/\D/g, "").slice(0, 3))}
        onBlur={(event) => settle(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") {
            event.preventDefault();
            settle(event.currentTarget.value);
          }
        }}
        className="figures h-11 w-10 bg-transparent text-center text-base"
      />
      <button type="button" aria-label={increase} className={STEP} disabled={value >= max} onClick={() => step(1)}>
        <Plus aria-hidden="true" className="size-4" />
      </button>
    </fieldset>
  );
}
