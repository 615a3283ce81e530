/**
 * The error table. A reason decides the tRPC code (and so the HTTP status), whether a job may be retried, and the message
 * for people. Reasons are stable: other programs match on them.
 */
type TrpcCode =
  | "BAD_REQUEST"
  | "UNAUTHORIZED"
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "CONFLICT"
  | "PRECONDITION_FAILED"
  | "PAYLOAD_TOO_LARGE"
  | "UNPROCESSABLE_CONTENT"
  | "TOO_MANY_REQUESTS"
  | "INTERNAL_SERVER_ERROR"
  | "SERVICE_UNAVAILABLE"
  | "GATEWAY_TIMEOUT";

interface ErrorCode {
  readonly code: TrpcCode;
  /** Whether the same call may succeed later without any change. */
  readonly retry: boolean;
  readonly message: string;
}

export const ERROR_CODES = {
  invalid_input: {
    code: "BAD_REQUEST",
    retry: false,
    message: "Some of what was sent is not valid. Check the highlighted fields.",
  },
  too_large: { code: "PAYLOAD_TOO_LARGE", retry: false, message: "That is more than we can take in one request." },
  batch_too_large: {
    code: "BAD_REQUEST",
    retry: false,
    message: "Too many calls in one request. Send fewer at a time.",
  },
  not_found: { code: "NOT_FOUND", retry: false, message: "We could not find that." },
  sign_in_required: { code: "UNAUTHORIZED", retry: false, message: "Please log in first." },
  forbidden: { code: "FORBIDDEN", retry: false, message: "You do not have permission to do that." },
  csrf_invalid: { code: "FORBIDDEN", retry: false, message: "Your page is out of date. Reload it and try again." },
  rate_limited: { code: "TOO_MANY_REQUESTS", retry: true, message: "Too many requests. Wait a little and try again." },
  credentials_invalid: { code: "UNAUTHORIZED", retry: false, message: "E-mail or password is incorrect." },
  account_locked: {
    code: "UNAUTHORIZED",
    retry: false,
    message: "Too many failed attempts. Wait 15 minutes or use the link in the unlock e-mail.",
  },
  second_factor_required: {
    code: "UNAUTHORIZED",
    retry: false,
    message: "Enter the code from your authenticator app.",
  },
  second_factor_invalid: {
    code: "UNAUTHORIZED",
    retry: false,
    message: "That code is incorrect or was already used. Wait for the next one.",
  },
  second_factor_enrolment_required: {
    code: "FORBIDDEN",
    retry: false,
    message: "The shop asks staff for a second step at log-in. Set yours up under Security first.",
  },
  password_too_common: {
    code: "UNPROCESSABLE_CONTENT",
    retry: false,
    message: "That password is on lists of common passwords. Choose another.",
  },
  own_account: { code: "FORBIDDEN", retry: false, message: "You cannot do this to your own account." },
  last_admin: { code: "CONFLICT", retry: false, message: "At least one admin must remain." },
  address_unproven: { code: "CONFLICT", retry: false, message: "This e-mail address was never confirmed." },
  already_joined: { code: "CONFLICT", retry: false, message: "This account needs no invitation." },
  email_taken: { code: "CONFLICT", retry: false, message: "This address already has an account." },
  token_invalid: {
    code: "UNPROCESSABLE_CONTENT",
    retry: false,
    message: "This link is no longer valid. Ask for a new one.",
  },
  session_expired: { code: "UNAUTHORIZED", retry: false, message: "Your session has ended. Please log in again." },
  cart_empty: { code: "UNPROCESSABLE_CONTENT", retry: false, message: "Your cart is empty." },
  cart_full: { code: "UNPROCESSABLE_CONTENT", retry: false, message: "A cart can hold 100 different items." },
  variant_unavailable: {
    code: "CONFLICT",
    retry: false,
    message: "This item is no longer sold. Remove it to continue.",
  },
  out_of_stock: { code: "CONFLICT", retry: false, message: "There is not enough stock of an item in your cart." },
  price_changed: { code: "CONFLICT", retry: false, message: "The total has changed. Check it and confirm again." },
  shipping_unavailable: {
    code: "UNPROCESSABLE_CONTENT",
    retry: false,
    message: "We cannot ship to this address with that method.",
  },
  promotion_invalid: {
    code: "UNPROCESSABLE_CONTENT",
    retry: false,
    message: "This promotion code cannot be used for this order.",
  },
  idempotency_conflict: { code: "CONFLICT", retry: false, message: "This order was already sent with other details." },
  illegal_transition: { code: "CONFLICT", retry: false, message: "The order is not in a state that allows this." },
  cancel_window_closed: {
    code: "CONFLICT",
    retry: false,
    message: "This order can no longer be cancelled. You can return it instead.",
  },
  payment_declined: {
    code: "UNPROCESSABLE_CONTENT",
    retry: false,
    message: "The payment was declined. No money was taken.",
  },
  payment_insufficient_funds: {
    code: "UNPROCESSABLE_CONTENT",
    retry: false,
    message: "The card has insufficient funds. No money was taken.",
  },
  payment_expired: {
    code: "UNPROCESSABLE_CONTENT",
    retry: false,
    message: "The payment was not approved in time. No money was taken.",
  },
  payment_provider_unknown: {
    code: "UNPROCESSABLE_CONTENT",
    retry: false,
    message: "This payment method is not available.",
  },
  payment_unavailable: {
    code: "SERVICE_UNAVAILABLE",
    retry: true,
    message: "The payment service is not answering. We will keep trying.",
  },
  payment_timeout: {
    code: "GATEWAY_TIMEOUT",
    retry: true,
    message: "The payment service has not answered yet. We are waiting for its decision.",
  },
  signature_invalid: { code: "UNAUTHORIZED", retry: false, message: "The signature does not match." },
  sku_taken: { code: "CONFLICT", retry: false, message: "Another variant already has this SKU." },
  import_invalid: {
    code: "UNPROCESSABLE_CONTENT",
    retry: false,
    message: "The file has errors. Nothing was imported.",
  },
  picture_invalid: {
    code: "UNPROCESSABLE_CONTENT",
    retry: false,
    message: "We cannot take this picture. Send a JPEG, PNG or WebP file.",
  },
  stale_write: {
    code: "CONFLICT",
    retry: true,
    message: "Somebody else changed this at the same time. Check it and try again.",
  },
  unavailable: {
    code: "SERVICE_UNAVAILABLE",
    retry: true,
    message: "The shop is not available just now. Try again in a moment.",
  },
  internal: {
    code: "INTERNAL_SERVER_ERROR",
    retry: true,
    message: "Something went wrong on our side. Nothing was lost; try again.",
  },
} as const satisfies Record<string, ErrorCode>;

export type ErrorReason = keyof typeof ERROR_CODES;

/** True when `reason` is one of the table's words. */
export function isErrorReason(reason: string): reason is ErrorReason {
  return Object.hasOwn(ERROR_CODES, reason);
}
