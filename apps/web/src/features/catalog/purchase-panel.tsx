"use client";

import type { Product, Variant } from "@cartwright/contracts/catalog";
import { LINE_QUANTITY_MAX } from "@cartwright/contracts/cart-limits";
import { laterUnits } from "@cartwright/contracts/stock-policy";
import { formatMoney } from "@cartwright/contracts/amounts";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { classNames } from "@cartwright/ui/class-names";
import { Price } from "@cartwright/ui/price";
import { Quantity } from "@cartwright/ui/quantity";
import { toast } from "@cartwright/ui/toast";
import Link from "next/link";
import { useEffect, useState, useSyncExternalStore } from "react";
import { ADDED_TOPIC, useAddLine, useCart } from "../cart/use-cart.ts";
import { type Choice, choose, firstChoice, hasOptions, valueState, variantOf } from "./choose-variant.ts";
import { useChosenPicture } from "./chosen-picture.tsx";
import { useLiveProduct } from "./use-live-product.ts";

/** Up to this many, the number left is shown. */
const LOW_STOCK_MAX = 5;

/** The price, the variants, the stock, the quantity and the button. Stock and prices are live. */
export function PurchasePanel({ product: served }: { product: Product }) {
  const t = useTranslations("product");
  const product = useLiveProduct(served);
  const named = useNamedVariant(served.variants);
  const [picked, setPicked] = useState<Choice | null>(null);
  const choice = picked ?? (named ?? firstChoice(served.variants))?.options ?? {};
  const { choosePicture } = useChosenPicture();
  const [quantity, setQuantity] = useState(1);
  const variant = variantOf(product.variants, choice) ?? product.variants[0];
  const { cart } = useCart();
  const addLine = useAddLine();

  useEffect(() => {
    if (named) choosePicture(named.imageKey);
  }, [named, choosePicture]);

  if (!variant) return <p className="text-muted">{t("unavailable")}</p>;

  const inCart = cart?.lines.find((line) => line.variantId === variant.id)?.quantity ?? 0;
  const room = Math.max(0, Math.min(variant.available, LINE_QUANTITY_MAX) - inCart);
  const amount = Math.min(quantity, Math.max(room, 1));

  const add = () =>
    addLine.mutate(
      { variantId: variant.id, quantity: amount },
      {
        onSuccess: () => {
          setQuantity(1);
          const action = <ViewCart label={t("viewCart")} />;
          toast(t("added", { title: product.title }), { action, topic: ADDED_TOPIC });
        },
      },
    );

  return (
    <div className="grid gap-6">
      <Price
        className="text-xl"
        amount={formatMoney(variant.priceMinor, variant.currency)}
        reduced={
          variant.compareAtMinor === null || variant.compareAtMinor <= variant.priceMinor
            ? null
            : {
                was: formatMoney(variant.compareAtMinor, variant.currency),
                nowLabel: t("price.now"),
                wasLabel: t("price.before"),
              }
        }
      />
      {hasOptions(product) ? (
        <OptionPicker
          product={product}
          choice={choice}
          onPick={(name, value) => {
            const next = choose(product.variants, choice, { name, value });
            setPicked(next);
            const chosen = variantOf(product.variants, next);
            if (!chosen) return;
            choosePicture(chosen.imageKey);
            nameVariantInUrl(chosen);
          }}
        />
      ) : null}
      <StockLine variant={variant} inCart={inCart} quantity={amount} />
      <div className="flex flex-wrap gap-3">
        <Quantity
          label={t("quantity", { title: product.title })}
          value={amount}
          max={Math.max(room, 1)}
          onChange={setQuantity}
          className="shrink-0"
        />
        <Button size="lg" className="grow" busy={addLine.isPending} disabled={room === 0} onClick={add}>
          {variant.available === 0 ? t("soldOut") : t("addToCart")}
        </Button>
      </div>
    </div>
  );
}

/** The chosen variant is part of the address, so that it can be shared and is still chosen after a reload. */
function nameVariantInUrl({ id }: Variant): void {
  const url = new URL(window.location.href);
  url.searchParams.set("variant", id);
  window.history.replaceState(null, "", url);
}

const ignoreChanges = () => () => undefined;
const variantInUrl = () => new URL(window.location.href).searchParams.get("variant");

/** The variant that the address names. The page is the same for everyone, so only the browser knows. */
function useNamedVariant(variants: readonly Variant[]): Variant | undefined {
  const id = useSyncExternalStore(ignoreChanges, variantInUrl, () => null);
  return variants.find((variant) => variant.id === id);
}

/** Rendered with the toasts, where this page's messages do not reach. */
function ViewCart({ label }: { label: string }) {
  return (
    <Link href="/cart" className="rounded-sm px-2 py-1.5 font-medium whitespace-nowrap underline underline-offset-4">
      {label}
    </Link>
  );
}

/** Announced when it changes: someone else may buy the last one while the page is open. */
function StockLine({ variant, inCart, quantity }: { variant: Variant; inCart: number; quantity: number }) {
  const t = useTranslations("product");
  const later = useTranslations("backorder");
  const { available, backorder } = variant;
  const units = Math.min(quantity, laterUnits(backorder, inCart + quantity));
  const waits = backorder !== null && units > 0;
  const text = waits
    ? units === quantity
      ? later("all", { days: backorder.days })
      : later("some", { units, quantity, days: backorder.days })
    : backorder !== null
      ? t("stock.available")
      : available === 0
        ? t("stock.none")
        : inCart >= available
          ? t("stock.allInCart", { count: available })
          : available <= LOW_STOCK_MAX
            ? t("stock.few", { count: available })
            : t("stock.available");
  return (
    <output aria-live="polite" className="flex items-center gap-2.5 text-sm text-ink-soft">
      <span
        aria-hidden="true"
        className={classNames(
          "size-2 rounded-full",
          available === 0 ? "bg-line-strong" : waits || available <= LOW_STOCK_MAX ? "bg-warn" : "bg-good",
        )}
      />
      {text}
    </output>
  );
}

interface OptionPickerProps {
  product: Product;
  choice: Choice;
  onPick: (name: string, value: string) => void;
}

function OptionPicker({ product, choice, onPick }: OptionPickerProps) {
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
  chosen: boolean;
  state: ReturnType<typeof valueState>;
  onPick: (name: string, value: string) => void;
}

function OptionValue({ name, value, chosen, state, onPick }: OptionValueProps) {
  const t = useTranslations("product");
  return (
    <label
      className={classNames(
        "relative inline-flex min-h-11 min-w-11 items-center justify-center rounded-md border px-4 text-sm transition-colors",
        "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
        chosen ? "border-ink bg-ink text-paper" : "border-line-strong hover:border-ink",
        state !== "available" && !chosen && "border-dashed text-muted line-through",
        state === "none" && "pointer-events-none opacity-40",
      )}
    >
      <input
        type="radio"
        name={`option-${name}`}
        value={value}
        checked={chosen}
        disabled={state === "none"}
        onChange={() => onPick(name, value)}
        className="sr-only"
      />
      {value}
      {state === "sold_out" ? <span className="sr-only"> {t("optionSoldOut")}</span> : null}
    </label>
  );
}
