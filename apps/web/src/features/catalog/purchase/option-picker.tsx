"use client";

import type { Product } from "@cartwright/contracts/catalog";
import { useTranslations } from "@cartwright/messages/use-translations";
import { classNames } from "@cartwright/ui/class-names";
import type { ReactNode } from "react";
import type { Swatch, Swatches } from "../swatches/swatches-of.ts";
import { type Choice, valueState } from "./choose-variant.ts";
import { SwatchMark } from "./swatch-mark.tsx";

interface OptionPickerProps {
  product: Product;
  swatches: Swatches;
  choice: Choice;
  onPick: (name: string, value: string) => void;
}

/** The options of a product, each a group of radio buttons. Colours are swatches, with the name of the chosen one beside the label. */
export function OptionPicker({ product, swatches, choice, onPick }: OptionPickerProps) {
  return (
    <div className="grid gap-5">
      {product.options.map(({ name, values }) => (
        <fieldset key={name}>
          <legend className="mb-2 text-sm">
            <span className="font-medium">{name}</span>
            <span className="text-muted"> {choice[name]}</span>
          </legend>
          <div className="flex flex-wrap gap-2">
            {values.map((value) => (
              <OptionValue
                key={value}
                name={name}
                value={value}
                swatch={swatches[name]?.[value] ?? null}
                chosen={choice[name] === value}
                state={valueState(product.variants, choice, { name, value })}
                onPick={onPick}
              />
            ))}
          </div>
        </fieldset>
      ))}
    </div>
  );
}

interface OptionValueProps {
  name: string;
  value: string;
  swatch: Swatch | null;
  chosen: boolean;
  state: ReturnType<typeof valueState>;
  onPick: (name: string, value: string) => void;
}

function OptionValue({ name, value, swatch, chosen, state, onPick }: OptionValueProps) {
  const t = useTranslations("product");
  const Look = swatch ? SwatchLook : TextLook;
  return (
    <Look state={state} chosen={chosen} title={value}>
      <input
        type="radio"
        name={`option-${name}`}
        value={value}
        checked={chosen}
        disabled={state === "none"}
        onChange={() => onPick(name, value)}
        className="sr-only"
      />
      {swatch ? <SwatchMark swatch={swatch} chosen={chosen} soldOut={state === "sold_out"} /> : null}
      <span className={swatch ? "sr-only" : ""}>{value}</span>
      {state === "sold_out" ? <span className="sr-only"> {t("optionSoldOut")}</span> : null}
    </Look>
  );
}

interface LookProps extends Pick<OptionValueProps, "state" | "chosen"> {
  title: string;
  children: ReactNode;
}

const TARGET =
  "relative inline-flex min-h-11 min-w-11 items-center justify-center text-sm transition-colors " +
  "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent";

function TextLook({ state, chosen, children }: LookProps) {
  return (
    <label
      className={classNames(
        TARGET,
        "rounded-md border px-4",
        chosen ? "border-ink bg-ink text-paper" : "border-line-strong hover:border-ink",
        state !== "available" && !chosen && "border-dashed text-muted line-through",
        state === "none" && "pointer-events-none opacity-40",
      )}
    >
      {children}
    </label>
  );
}

/** The tooltip names the colour for those who see it; the text inside does for those who do not. */
function SwatchLook({ state, title, children }: LookProps) {
  return (
    <label
      title={title}
      className={classNames(TARGET, "rounded-full", state === "none" && "pointer-events-none opacity-40")}
    >
      {children}
    </label>
  );
}
