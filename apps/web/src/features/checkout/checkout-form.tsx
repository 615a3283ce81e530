"use client";

import type { Cart } from "@cartwright/contracts/cart";
import type { Quote, QuoteRequest } from "@cartwright/contracts/checkout";
import { formatMoney } from "@cartwright/contracts/amounts";
import type { ShopConfig } from "@cartwright/contracts/shop";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Notice } from "@cartwright/ui/notice";
import { SubmitButton } from "@cartwright/ui/submit-button";
import { type SubmitEvent, useState } from "react";
import { fieldsOf, reasonOf } from "../../trpc/failure.ts";
import { useCart } from "../cart/use-cart.ts";
import { useLiveCart } from "../cart/use-live-cart.ts";
import { AddressFields, type Destination, type KnownShopper } from "./address-fields.tsx";
import { CheckoutSection } from "./checkout-section.tsx";
import { EmptyCheckout } from "./empty-checkout.tsx";
import { OrderSummary } from "./order-summary.tsx";
import { PaymentChoice } from "./payment-choice.tsx";
import { paymentOffer } from "./payment-offer.ts";
import { PriceChanges } from "./price-changes.tsx";
import { PromotionField } from "./promotion-field.tsx";
import { type FormErrors, readForm, toErrors } from "./read-form.ts";
import { ShippingChoice } from "./shipping-choice.tsx";
import { useFieldMessages } from "./use-field-messages.ts";
import { usePlacement } from "./use-placement.ts";
import { useQuote } from "./use-quote.ts";
import { useErrorMessage } from "../../trpc/use-error-message.ts";

interface CheckoutFormProps {
  cart: Cart & { id: string };
  config: ShopConfig;
  shopper: KnownShopper | null;
  /** The shop's own country, preselected for a shopper without a saved address. */
  homeCountry: string;
}

interface Choices {
  readonly destination: Destination;
  readonly methodId: string | null;
  readonly code: string | null;
}

function toRequest({ destination, methodId, code }: Choices): QuoteRequest {
  return {
    shippingAddress: destination,
    ...(methodId === null ? {} : { shippingMethodId: methodId }),
    ...(code === null ? {} : { promotionCode: code }),
  };
}

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

/** The one-page checkout. The server calculates prices; this shows its quote and sends the total that was shown. */
export function CheckoutForm({ cart: initial, config, shopper, homeCountry }: CheckoutFormProps) {
  const t = useTranslations("checkout");
  const messages = useFieldMessages();
  const { cart = initial } = useCart(initial);
  useLiveCart(cart);
  const [choices, setChoices] = useState<Choices>({
    destination: { country: shopper?.address?.country ?? homeCountry },
    methodId: null,
    code: null,
  });
  const [token, setToken] = useState<string>(config.sandboxTokens?.[0]?.token ?? "");
  const [errors, setErrors] = useState<FormErrors>({});
  const [sentTotalMinor, setSentTotalMinor] = useState<number | null>(null);
  const quote = useQuote(cart, toRequest(choices));
  const priceChanges = cart.problems.filter((problem) => problem.kind === "price_changed");
  const placement = usePlacement(initial.id, () => void quote.refetch());

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const read = readForm(new FormData(event.currentTarget), messages);
    setErrors(read.ok ? {} : read.errors);
    if (!read.ok) return focusFirst(event.currentTarget, read.errors);
    const offer = quote.data;
    // While a new quote is loading, the total on screen is not the one that would be charged.
    if (!offer?.shippingMethodId || quote.isPlaceholderData) return;
    setSentTotalMinor(offer.totalMinor);
    await placement.place({
      ...read.typed,
      shippingMethodId: offer.shippingMethodId,
      ...(offer.promotion?.applied ? { promotionCode: offer.promotion.code } : {}),
      payment: { provider: "sandbox", token },
      expectedTotalMinor: offer.totalMinor,
    });
  };

  // Back from the order's page shows this form again, from before the cart was emptied.
  if (cart.lines.length === 0 && !placement.busy && !placement.error) return <EmptyCheckout />;

  const shownErrors = { ...errors, ...toErrors(Object.entries(fieldsOf(placement.error)), messages) };
  return (
    <div className="grid gap-10 lg:grid-cols-[1fr_24rem] lg:gap-16">
      <OrderSummary cart={cart} quote={quote.data} busy={quote.isFetching} />
      <form
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
          shopper={shopper}
          errors={shownErrors}
          destination={choices.destination}
          onDestination={(destination) => setChoices({ ...choices, destination })}
        />
        <CheckoutSection number={3} title={t("shipping")}>
          <ShippingChoice quote={quote.data} onChoose={(methodId) => setChoices({ ...choices, methodId })} />
        </CheckoutSection>
        <CheckoutSection number={4} title={t("promotionCode")} optional>
          <PromotionField
            promotion={quote.data?.promotion ?? null}
            busy={quote.isFetching}
            onCode={(code) => setChoices({ ...choices, code })}
          />
        </CheckoutSection>
        <CheckoutSection number={5} title={t("payment")}>
          <PaymentChoice config={config} chosen={token} onChoose={setToken} />
        </CheckoutSection>
        <div className="grid gap-4">
          <Refusal error={placement.error ?? quote.error} quote={quote.data} sentTotalMinor={sentTotalMinor} />
          <PriceChanges lines={cart.lines} changes={priceChanges} />
          <p className="figures flex items-baseline justify-between text-lg">
            <span>{t("total")}</span>
            <span>{quote.data ? formatMoney(quote.data.totalMinor, quote.data.currency) : "–"}</span>
          </p>
          {paymentOffer(config) === "test_cards" ? (
            <>
              <SubmitButton
                size="lg"
                busy={placement.busy}
                disabled={!quote.data?.shippingMethodId || token === "" || quote.isError || priceChanges.length > 0}
              >
                {t("placeOrder")}
              </SubmitButton>
              <p className="text-center text-sm text-muted">{t("payExactly")}</p>
            </>
          ) : null}
        </div>
      </form>
    </div>
  );
}

/** Why the order was not placed. After a price change it names both totals, so that the shopper can decide. */
function Refusal({
  error,
  quote,
  sentTotalMinor,
}: {
  error: unknown;
  quote: Quote | undefined;
  sentTotalMinor: number | null;
}) {
  const t = useTranslations("checkout");
  const errorMessage = useErrorMessage();
  if (!error) return null;
  const changed = reasonOf(error) === "price_changed" && quote && sentTotalMinor !== null;
  return (
    <Notice tone={changed ? "warn" : "bad"} urgent>
      {changed && quote.totalMinor !== sentTotalMinor
        ? t("totalChanged", {
            before: formatMoney(sentTotalMinor, quote.currency),
            now: formatMoney(quote.totalMinor, quote.currency),
          })
        : errorMessage(error)}
    </Notice>
  );
}
