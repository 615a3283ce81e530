"use client";

import type { WebhookDelivery, WebhookDeliveryEvent } from "@cartwright/contracts/webhooks";
import { useTranslations } from "@cartwright/messages/use-translations";

const EVENT_KEY = {
  "order.confirmed": "event.order_confirmed",
  "order.cancelled": "event.order_cancelled",
  "order.shipped": "event.order_shipped",
  "order.delivered": "event.order_delivered",
  "order.refunded": "event.order_refunded",
  "order.return_requested": "event.order_return_requested",
  "order.return_received": "event.order_return_received",
  "product.changed": "event.product_changed",
  "stock.low": "event.stock_low",
  "stock.sold_out": "event.stock_sold_out",
  "stock.available": "event.stock_available",
  "webhook.test": "event.webhook_test",
} as const satisfies Record<WebhookDeliveryEvent, string>;

const ERROR_KEY = {
  refused_target: "error.refused_target",
  timeout: "error.timeout",
  not_resolved: "error.not_resolved",
  not_connected: "error.not_connected",
  tls: "error.tls",
  broken: "error.broken",
  no_secret: "error.no_secret",
} as const;
const isKnownError = (error: string): error is keyof typeof ERROR_KEY => Object.hasOwn(ERROR_KEY, error);

/** The words for an event, and for what came of an attempt. */
export function useWebhookLabels() {
  const t = useTranslations("adminWebhooks");
  return {
    event: (event: WebhookDeliveryEvent): string => t(EVENT_KEY[event]),
    result: (status: number | null, error: string | null): string => {
      if (status !== null) return t("status", { status: String(status) });
      if (error === null) return "";
      return t(isKnownError(error) ? ERROR_KEY[error] : "error.other");
    },
  };
}

export const STATE_TONE = { pending: "neutral", delivered: "good", failed: "bad" } as const satisfies Record<
  WebhookDelivery["state"],
  string
>;
