"use client";

import type { Product } from "@cartwright/contracts/catalog";
import { LINE_QUANTITY_MAX } from "@cartwright/contracts/cart-limits";
import { formatMoney } from "@cartwright/contracts/amounts";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Price } from "@cartwright/ui/price";
import { Quantity } from "@cartwright/ui/quantity";
import { useEffect, useRef, useState } from "react";
import { isOnlyVariant } from "@cartwright/contracts/only-variant";
import { useCart } from "../../cart/use-cart.ts";
import { useChosenPicture } from "../gallery/chosen-picture.tsx";
import type { Swatches } from "../swatches/swatches-of.ts";
import { BuyBar } from "./buy-bar.tsx";
import { type Choice, choose, firstChoice, hasOptions, variantOf } from "./choose-variant.ts";
import { OptionPicker } from "./option-picker.tsx";
import { StockLine } from "./stock-line.tsx";
import { prepareDrawer, useAddToCart } from "./use-add-to-cart.ts";
import { useHasPassed } from "./use-has-passed.ts";
import { useLiveProduct } from "./use-live-product.ts";
import { nameVariantInUrl, useNamedVariant } from "./use-named-variant.ts";

interface PurchasePanelProps {
  product: Product;
  swatches: Swatches;
}

/** The price, the variants, the stock, the quantity and the button. Stock and prices are live. */
export function PurchasePanel({ product: served, swatches }: PurchasePanelProps) {
  const t = useTranslations("product");
  const product = useLiveProduct(served);
  const named = useNamedVariant(served.variants);
  const [picked, setPicked] = useState<Choice | null>(null);
  const choice = picked ?? (named ?? firstChoice(served.variants))?.options ?? {};
  const { choosePicture } = useChosenPicture();
  const [quantity, setQuantity] = useState(1);
  const variant = variantOf(product.variants, choice) ?? product.variants[0];
  const { cart } = useCart();
  const { add, isPending } = useAddToCart(product.title);
  const button = useRef<HTMLButtonElement>(null);
  const hasPassed = useHasPassed(button);

  useEffect(() => {
    if (named) choosePicture(named.imageKey);
  }, [named, choosePicture]);

  if (!variant) return <p className="text-muted">{t("unavailable")}</p>;

  const inCart = cart?.lines.find((line) => line.variantId === variant.id)?.quantity ?? 0;
  const room = Math.max(0, Math.min(variant.available, LINE_QUANTITY_MAX) - inCart);
  const amount = Math.min(quantity, Math.max(room, 1));
  const price = formatMoney(variant.priceMinor, variant.currency);
  const toBuy = {
    label: variant.available === 0 ? t("soldOut") : t("addToCart"),
    busy: isPending,
    disabled: room === 0,
    onAdd: () => add({ variantId: variant.id, quantity: amount }, () => setQuantity(1)),
  };

  const pick = (name: string, value: string) => {
    const next = choose(product.variants, choice, { name, value });
    setPicked(next);
    const chosen = variantOf(product.variants, next);
    if (!chosen) return;
    choosePicture(chosen.imageKey);
    nameVariantInUrl(chosen);
  };

  return (
    <div className="grid gap-6">
      <Price
        className="text-xl"
        amount={price}
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
      {hasOptions(product) ? <OptionPicker {...{ product, swatches, choice }} onPick={pick} /> : null}
      <StockLine variant={variant} inCart={inCart} quantity={amount} />
      <div className="flex flex-wrap gap-3">
        <Quantity
          label={t("quantity", { title: product.title })}
          value={amount}
          max={Math.max(room, 1)}
          onChange={setQuantity}
          className="shrink-0"
        />
        <Button
          ref={button}
          size="lg"
          className="grow"
          busy={toBuy.busy}
          disabled={toBuy.disabled}
          onClick={toBuy.onAdd}
          onPointerEnter={prepareDrawer}
          onFocus={prepareDrawer}
        >
          {toBuy.label}
        </Button>
      </div>
      {hasPassed ? (
        <BuyBar
          {...toBuy}
          title={product.title}
          detail={isOnlyVariant(variant.title) ? price : `${variant.title} · ${price}`}
          button={button}
        />
      ) : null}
    </div>
  );
}
