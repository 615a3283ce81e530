"use client";

import { FulfillmentStatus, OrderStatus, PaymentStatus } from "@cartwright/contracts/order-status";
import { useTranslations } from "@cartwright/messages/use-translations";
import type { OrderAxis } from "./order-search.ts";

/** The labels of all states of one axis, by state. */
export function useStateLabels(axis: OrderAxis): Readonly<Record<string, string>> {
  const t = useTranslations("admin");
  switch (axis) {
    case "orderStatus":
      return Object.fromEntries(OrderStatus.options.map((state) => [state, t(`orderStatus.${state}`)]));
    case "paymentStatus":
      return Object.fromEntries(PaymentStatus.options.map((state) => [state, t(`paymentStatus.${state}`)]));
    case "fulfillmentStatus":
      return Object.fromEntries(FulfillmentStatus.options.map((state) => [state, t(`fulfillmentStatus.${state}`)]));
  }
}
