/** The state of the Stripe double, and the effects of calls on it. */
export interface StripeBooks {
  readonly intents: Map<string, Intent>;
  readonly refundedMinor: Map<string, number>;
  /** Whether the search index knows what was created. */
  indexed: boolean;
  serial: number;
}

export interface Intent {
  readonly id: string;
  readonly object: "payment_intent";
  readonly amount: number;
  readonly currency: string;
  readonly metadata: Record<string, string>;
  status: string;
  next_action: unknown;
  last_payment_error: Record<string, unknown> | null;
  latest_charge: unknown;
}

export interface StripeResponse {
  readonly status: number;
  readonly body: unknown;
}

export const errorOf = (status: number, error: Record<string, unknown>): StripeResponse => ({
  status,
  body: { error },
});
const ok = (body: unknown): StripeResponse => ({ status: 200, body });
const missing = errorOf(404, { type: "invalid_request_error", code: "resource_missing", message: "No such object" });

const chargeOf = (id: string) => ({
  id: `ch_of_${id}`,
  object: "charge",
  payment_method_details: { type: "card", card: { brand: "visa", last4: "4242", exp_year: 2030 } },
  balance_transaction: { id: `txn_of_${id}`, object: "balance_transaction", fee: 59 },
});

/** `metadata[order_number]=…` and the like, one level deep. */
function nested(form: URLSearchParams, name: string): Record<string, string> {
  const entries = [...form].flatMap(([key, value]) => {
    const inner = /^(\w+)\[(\w+)\]$/.exec(key);
    return inner?.[1] === name && inner[2] !== undefined ? [[inner[2], value] as const] : [];
  });
  return Object.fromEntries(entries);
}

const REFUSALS: Readonly<Record<string, StripeResponse>> = {
  pm_rate_limited: errorOf(429, { type: "invalid_request_error", code: "rate_limit" }),
  pm_broken: errorOf(500, { type: "api_error", message: "Something went wrong" }),
  pm_in_use: errorOf(409, { type: "idempotency_error", code: "idempotency_key_in_use" }),
};

const cardError = (declineCode: string) => ({
  type: "card_error",
  code: "card_declined",
  decline_code: declineCode,
  message: "Your card was declined.",
});

/** The state that a payment method gives a new PaymentIntent. */
function fateOf(method: string, form: URLSearchParams): Partial<Intent> {
  const failed = (declineCode: string) => ({
    status: "requires_payment_method",
    latest_charge: null,
    last_payment_error: cardError(declineCode),
  });
  if (method === "pm_declined") return failed("generic_decline");
  if (method === "pm_declined_funds") return failed("insufficient_funds");
  if (method === "pm_processing") return { status: "processing", latest_charge: null };
  if (method !== "pm_3ds") return {};
  return {
    status: "requires_action",
    latest_charge: null,
    next_action: {
      type: "redirect_to_url",
      redirect_to_url: { url: "https://hooks.example/3ds", return_url: form.get("return_url") },
    },
  };
}

/** `POST /v1/payment_intents` with `confirm`. */
export function createIntent(books: StripeBooks, form: URLSearchParams): StripeResponse {
  const method = form.get("payment_method") ?? "";
  const refusal = REFUSALS[method];
  if (refusal) return refusal;
  books.serial += 1;
  const id = `pi_${books.serial}`;
  const intent: Intent = {
    id,
    object: "payment_intent",
    amount: Number(form.get("amount")),
    currency: form.get("currency") ?? "",
    metadata: nested(form, "metadata"),
    status: "succeeded",
    next_action: null,
    last_payment_error: null,
    latest_charge: chargeOf(id),
    ...fateOf(method, form),
  };
  books.intents.set(id, intent);
  if (intent.last_payment_error === null) return ok(intent);
  return errorOf(402, { ...intent.last_payment_error, payment_intent: intent });
}

/** Ends an open PaymentIntent as if the shopper had approved. */
export function approveIntent(books: StripeBooks, id: string): void {
  const intent = books.intents.get(id);
  if (intent) Object.assign(intent, { status: "succeeded", next_action: null, latest_charge: chargeOf(id) });
}

/** `POST /v1/payment_intents/{id}/cancel` */
export function cancelIntent(books: StripeBooks, id: string): StripeResponse {
  const intent = books.intents.get(id);
  if (!intent) return missing;
  if (intent.status === "succeeded" || intent.status === "canceled")
    return errorOf(400, { type: "invalid_request_error", code: "payment_intent_unexpected_state" });
  intent.status = "canceled";
  return ok(intent);
}

/** `POST /v1/refunds` */
export function createRefund(books: StripeBooks, form: URLSearchParams): StripeResponse {
  const intent = books.intents.get(form.get("payment_intent") ?? "");
  if (!intent) return missing;
  const amount = Number(form.get("amount"));
  const refundedMinor = (books.refundedMinor.get(intent.id) ?? 0) + amount;
  if (intent.status !== "succeeded" || refundedMinor > intent.amount)
    return errorOf(400, { type: "invalid_request_error", code: "charge_already_refunded" });
  books.refundedMinor.set(intent.id, refundedMinor);
  books.serial += 1;
  return ok({ id: `re_${books.serial}`, object: "refund", amount, status: "succeeded" });
}

/** `GET /v1/payment_intents`, `/v1/payment_intents/search` and `/v1/payment_intents/{id}` */
export function readIntents(books: StripeBooks, url: URL): StripeResponse {
  const all = [...books.intents.values()];
  if (url.pathname === "/v1/payment_intents/search") {
    const number = /"order_number"\]:"([^"]+)"/.exec(url.searchParams.get("query") ?? "")?.[1];
    const data = books.indexed ? all.filter(({ metadata }) => metadata["order_number"] === number) : [];
    return ok({ object: "search_result", data, has_more: false, url: url.pathname });
  }
  if (url.pathname === "/v1/payment_intents")
    return ok({ object: "list", data: all.toReversed().slice(0, 100), has_more: false, url: url.pathname });
  const intent = books.intents.get(url.pathname.split("/")[3] ?? "");
  return intent ? ok(intent) : missing;
}
