/**
 * The error table. A reason decides the tRPC code (and so the HTTP status) and whether a job may be retried. Reasons are
 * stable: other programs match on them. Their messages for people are in packages/messages (`errors`).
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
}

export const ERROR_CODES = {
  invalid_input: { code: "BAD_REQUEST", retry: false },
  too_large: { code: "PAYLOAD_TOO_LARGE", retry: false },
  batch_too_large: { code: "BAD_REQUEST", retry: false },
  not_found: { code: "NOT_FOUND", retry: false },
  sign_in_required: { code: "UNAUTHORIZED", retry: false },
  forbidden: { code: "FORBIDDEN", retry: false },
  csrf_invalid: { code: "FORBIDDEN", retry: false },
  rate_limited: { code: "TOO_MANY_REQUESTS", retry: true },
  credentials_invalid: { code: "UNAUTHORIZED", retry: false },
  account_locked: { code: "UNAUTHORIZED", retry: false },
  second_factor_required: { code: "UNAUTHORIZED", retry: false },
  second_factor_invalid: { code: "UNAUTHORIZED", retry: false },
  second_factor_enrolment_required: { code: "FORBIDDEN", retry: false },
  password_too_common: { code: "UNPROCESSABLE_CONTENT", retry: false },
  own_account: { code: "FORBIDDEN", retry: false },
  last_admin: { code: "CONFLICT", retry: false },
  address_unproven: { code: "CONFLICT", retry: false },
  already_joined: { code: "CONFLICT", retry: false },
  email_taken: { code: "CONFLICT", retry: false },
  token_invalid: { code: "UNPROCESSABLE_CONTENT", retry: false },
  session_expired: { code: "UNAUTHORIZED", retry: false },
  cart_empty: { code: "UNPROCESSABLE_CONTENT", retry: false },
  cart_full: { code: "UNPROCESSABLE_CONTENT", retry: false },
  variant_unavailable: { code: "CONFLICT", retry: false },
  out_of_stock: { code: "CONFLICT", retry: false },
  price_changed: { code: "CONFLICT", retry: false },
  shipping_unavailable: { code: "UNPROCESSABLE_CONTENT", retry: false },
  promotion_invalid: { code: "UNPROCESSABLE_CONTENT", retry: false },
  gift_card_invalid: { code: "UNPROCESSABLE_CONTENT", retry: false },
  idempotency_conflict: { code: "CONFLICT", retry: false },
  illegal_transition: { code: "CONFLICT", retry: false },
  cancel_window_closed: { code: "CONFLICT", retry: false },
  payment_declined: { code: "UNPROCESSABLE_CONTENT", retry: false },
  payment_insufficient_funds: { code: "UNPROCESSABLE_CONTENT", retry: false },
  payment_expired: { code: "UNPROCESSABLE_CONTENT", retry: false },
  payment_provider_unknown: { code: "UNPROCESSABLE_CONTENT", retry: false },
  payment_unavailable: { code: "SERVICE_UNAVAILABLE", retry: true },
  payment_timeout: { code: "GATEWAY_TIMEOUT", retry: true },
  signature_invalid: { code: "UNAUTHORIZED", retry: false },
  sku_taken: { code: "CONFLICT", retry: false },
  import_invalid: { code: "UNPROCESSABLE_CONTENT", retry: false },
  picture_invalid: { code: "UNPROCESSABLE_CONTENT", retry: false },
  stale_write: { code: "CONFLICT", retry: true },
  unavailable: { code: "SERVICE_UNAVAILABLE", retry: true },
  internal: { code: "INTERNAL_SERVER_ERROR", retry: true },
} as const satisfies Record<string, ErrorCode>;

export type ErrorReason = keyof typeof ERROR_CODES;

export const ERROR_REASONS = Object.keys(ERROR_CODES) as readonly ErrorReason[];

/** True when `reason` is in the table. */
export function isErrorReason(reason: string): reason is ErrorReason {
  return Object.hasOwn(ERROR_CODES, reason);
}
