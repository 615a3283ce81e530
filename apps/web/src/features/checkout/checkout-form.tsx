"use client";

import type { Cart } from "@cartwright/contracts/cart";
import type { CheckoutDraft, Quote, QuoteRequest } from "@cartwright/contracts/checkout";
import type { AddressForm } from "@cartwright/contracts/address-form";
import { formatMoney } from "@cartwright/contracts/amounts";
import type { CountryName } from "@cartwright/contracts/place";
import type { ShopConfig } from "@cartwright/contracts/shop";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Notice } from "@cartwright/ui/notice";
import { SubmitButton } from "@cartwright/ui/submit-button";
import Link from "next/link";
import { type SubmitEvent, useRef, useState } from "react";
import { fieldsOf } from "../../trpc/failure.ts";
import { useCart } from "../cart/use-cart.ts";
import { useLiveCart } from "../cart/use-live-cart.ts";
import { AddressFields, type Destination } from "./address-fields.tsx";
import { CheckoutSection } from "./checkout-section.tsx";
import { EmptyCheckout } from "./empty-checkout.tsx";
import { GiftCardField } from "./gift-card-field.tsx";
import { toOrderRequest } from "./order-request.ts";
import { OrderSummary } from "./order-summary.tsx";
import { Outcome } from "./outcome.tsx";
import { PaymentChoice } from "./payment-choice.tsx";
import { paymentOffer } from "./payment-offer.ts";
import { PriceChanges } from "./price-changes.tsx";
import { PromotionField } from "./promotion-field.tsx";
import { type FormErrors, readForm, toErrors } from "./read-form.ts";
import { ShippingChoice } from "./shipping-choice.tsx";
import { useInitialDraft, useSaveDraft } from "./use-checkout-draft.ts";
import { useAddressForm } from "./use-address-form.ts";
import { useFieldMessages } from "./use-field-messages.ts";
import { usePlacement } from "./use-placement.ts";
import { useQuote } from "./use-quote.ts";

interface CheckoutFormProps {
  cart: Cart & { id: string };
  config: ShopConfig;
  /** What was entered before, and what is known about a shopper who is logged in. */
  kept: CheckoutDraft;
  /** What the order would cost with that. */
  estimate: Quote | null;
  countries: readonly CountryName[];
  /** The form of the country that is preselected. */
  addressForm: AddressForm;
}

function firstChoices(
  { email, shippingAddress, shippingMethodId, promotionCode }: CheckoutDraft,
  { countries, addressForm }: Pick<CheckoutFormProps, "countries" | "addressForm">,
): Choices {
  const { country = addressForm.country, region, postalCode } = shippingAddress ?? {};
  return {
    destination: countries.some(({ code }) => code === country)
      ? { country, ...(region ? { region } : {}), ...(postalCode ? { postalCode } : {}) }
      : { country: addressForm.country },
    methodId: shippingMethodId ?? null,
    code: promotionCode ?? null,
    giftCards: [],
    email: email ?? "",
  };
}

interface Choices {
  readonly destination: Destination;
  readonly methodId: string | null;
  readonly code: string | null;
  /** Codes of gift cards. They are worth money, so they are kept nowhere but here. */
  readonly giftCards: readonly string[];
  /** As typed, once the field has been left. Promotions may be limited for each customer. */
  readonly email: string;
}

function toRequest({ destination, methodId, code, giftCards, email }: Choices, ships: boolean): QuoteRequest {
  return {
    ...(ships ? { shippingAddress: destination } : { billingAddress: destination }),
    ...(methodId === null || !ships ? {} : { shippingMethodId: methodId }),
    ...(code === null ? {} : { promotionCode: code }),
    ...(giftCards.length === 0 ? {} : { giftCards: [...giftCards] }),
    ...(email === "" ? {} : { email }),
  };
}

/** Whether an order can be placed for it: it has a shipping method, or needs none. */
const isComplete = (quote: Quote) => !quote.requiresShipping || quote.shippingMethodId !== null;

/** Whether the tax depends on the region, and none has been chosen. */
const regionIsMissing = (error: unknown) => fieldsOf(error)["billingAddress.region"] !== undefined;

/** Focuses the first invalid field, in the order of the form. */
function focusFirst(form: HTMLFormElement, errors: FormErrors): void {
  for (const element of form.elements)
    if (element instanceof HTMLElement && Object.hasOwn(errors, element.getAttribute("name") ?? "")) {
      element.focus();
      return;
    }
}

const without = (errors: FormErrors, name: string): FormErrors =>
  Object.fromEntries(Object.entries(errors).filter(([each]) => each !== name));

/**
 * The cart as the form shows it. While an order is placed the cart is empty, and comes back when its payment is declined: meanwhile
 * its lines and the address must stay on the page, or it would move and what was typed would be lost.
 */
function useShownCart(cart: Cart): Cart {
  const [shown, setShown] = useState(cart);
  if (cart.lines.length > 0 && shown !== cart) setShown(cart);
  return cart.lines.length > 0 ? cart : shown;
}

/** The one-page checkout. The server calculates prices; this shows its quote and sends the total that was shown. */
export function CheckoutForm({ cart: initial, config, kept, estimate, countries, addressForm }: CheckoutFormProps) {
  const t = useTranslations("checkout");
  const totals = useTranslations("totals");
  const giftCardTexts = useTranslations("giftCards");
  const messages = useFieldMessages();
  const { cart = initial } = useCart(initial);
  useLiveCart(cart);
  const cartId = cart.id ?? initial.id;
  const draft = useInitialDraft(initial.id, kept);
  const [choices, setChoices] = useState<Choices>(() => firstChoices(draft, { countries, addressForm }));
  const address = useAddressForm(choices.destination.country, addressForm);
  const [token, setToken] = useState<string>(config.sandboxTokens?.[0]?.token ?? "");
  const [errors, setErrors] = useState<FormErrors>({});
  const [sentTotalMinor, setSentTotalMinor] = useState<number | null>(null);
  const shownCart = useShownCart(cart);
  const ships = shownCart.lines.some((line) => line.requiresShipping);
  const quote = useQuote(cart, toRequest(choices, ships), estimate);
  const priceChanges = cart.problems.filter((problem) => problem.kind === "price_changed");
  const form = useRef<HTMLFormElement>(null);
  const stopSaving = useSaveDraft(form, cartId, choices.code);
  const placement = usePlacement(cartId, () => void quote.refetch());

  /** Takes a code. The same one entered again is asked about again: perhaps it can be used by now. */
  const enter = (next: Choices) => {
    setChoices(next);
    if (JSON.stringify(next) === JSON.stringify(choices)) void quote.refetch();
  };

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const read = readForm(new FormData(event.currentTarget), { messages, address: address.rules, ships });
    setErrors(read.ok ? {} : read.errors);
    if (!read.ok) return focusFirst(event.currentTarget, read.errors);
    const shown = quote.data;
    // What is on screen may be from before the last choice. The shopper agreed to its total, so the server is told that one.
    const offer = quote.isPlaceholderData ? (await quote.refetch({ cancelRefetch: false })).data : shown;
    if (!shown || !offer || !isComplete(offer)) return;
    setSentTotalMinor(shown.totalMinor);
    stopSaving();
    const { giftCards } = choices;
    await placement.place(toOrderRequest(read.typed, offer, { totalMinor: shown.totalMinor, token, giftCards }));
    // If it was refused, the next quote is for this address, also when the return key was pressed in its field.
    setChoices((now) => ({ ...now, email: read.typed.email }));
  };

  // Back from the order's page shows this form again, from before the cart was emptied.
  if (cart.lines.length === 0 && !placement.busy && !placement.error) return <EmptyCheckout />;

  const isPaid = quote.data !== undefined && quote.data.giftCardMinor > 0 && quote.data.dueMinor === 0;
  const canPay = paymentOffer(config) === "test_cards";
  const shownErrors = { ...errors, ...toErrors(Object.entries(fieldsOf(placement.error)), messages) };
  return (
    <div className="grid gap-10 lg:grid-cols-[1fr_24rem] lg:gap-16">
      <OrderSummary cart={shownCart} quote={quote.data} busy={quote.isFetching} />
      <form
        ref={form}
        noValidate
        method="post"
        onSubmit={(event) => void submit(event)}
        onInput={(event) => {
          // Editing a field clears its error.
          const name = event.target instanceof Element ? event.target.getAttribute("name") : null;
          if (name !== null && Object.hasOwn(errors, name)) setErrors(without(errors, name));
        }}
        className="grid content-start gap-10 lg:col-start-1 lg:row-start-1"
      >
        <AddressFields
          prefill={draft}
          errors={shownErrors}
          countries={countries}
          form={address.form}
          isError={address.isError}
          ships={ships}
          asksRegion={choices.destination.region !== undefined || regionIsMissing(quote.error)}
          destination={choices.destination}
          onDestination={(destination) => setChoices({ ...choices, destination })}
          onEmail={(email) => setChoices({ ...choices, email })}
        />
        {ships ? (
          <CheckoutSection number={3} title={t("shipping")}>
            <ShippingChoice quote={quote.data} onChoose={(methodId) => setChoices({ ...choices, methodId })} />
          </CheckoutSection>
        ) : null}
        <CheckoutSection number={ships ? 4 : 2} title={t("promotionCode")} optional>
          <PromotionField
            promotion={quote.data?.promotion ?? null}
            busy={quote.isFetching}
            onCode={(code) => enter({ ...choices, code })}
          />
        </CheckoutSection>
        <CheckoutSection number={ships ? 5 : 3} title={t("payment")}>
          <div className="grid gap-6">
            <GiftCardField
              codes={choices.giftCards}
              quote={quote.data ?? null}
              busy={quote.isFetching}
              onCodes={(giftCards) => enter({ ...choices, giftCards })}
            />
            {isPaid ? (
              <Notice>{giftCardTexts("paysAll")}</Notice>
            ) : (
              <PaymentChoice config={config} chosen={token} onChoose={setToken} />
            )}
          </div>
        </CheckoutSection>
        <div className="grid gap-4">
          <PriceChanges lines={cart.lines} changes={priceChanges} />
          <p className="figures flex items-baseline justify-between text-lg">
            <span>{quote.data && quote.data.giftCardMinor > 0 ? totals("due") : t("total")}</span>
            <span>{quote.data ? formatMoney(quote.data.dueMinor, quote.data.currency) : "–"}</span>
          </p>
          {canPay ? (
            <SubmitButton
              size="lg"
              busy={placement.busy}
              disabled={
                !quote.data ||
                !isComplete(quote.data) ||
                (token === "" && !isPaid) ||
                quote.isError ||
                priceChanges.length > 0
              }
            >
              {t("placeOrder")}
            </SubmitButton>
          ) : null}
          <Outcome
            failure={placement.failure}
            error={placement.error ?? quote.error}
            quote={quote.data}
            sentTotalMinor={sentTotalMinor}
            missingRegion={address.form.fields.find(({ name }) => name === "region")?.missing}
          >
            {canPay ? (placement.deciding ? t("processing") : t("payExactly")) : null}
          </Outcome>
          {canPay ? (
            <p className="text-center text-sm text-muted">
              {t.rich("agree", {
                terms: <Link href="/terms" prefetch={false} className="link" />,
                privacy: <Link href="/privacy" prefetch={false} className="link" />,
                returns: <Link href="/returns" prefetch={false} className="link" />,
              })}
            </p>
          ) : null}
        </div>
      </form>
    </div>
  );
}
