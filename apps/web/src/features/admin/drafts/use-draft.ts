"use client";

import type { AdminDraft, DraftDiscount } from "@cartwright/contracts/order-drafts";
import { useState } from "react";
import { percentBpOf } from "../shell/read-percent.ts";
import { minorOf } from "../shell/typed-money.ts";

/** A line that is being put together. */
export interface EditedLine {
  readonly variantId: AdminDraft["lines"][number]["variantId"];
  readonly title: string;
  readonly variantTitle: string;
  readonly sku: string | null;
  readonly quantity: number;
}

/** A discount as it is typed. */
export interface EditedDiscount {
  readonly kind: "none" | "percentage" | "fixed";
  readonly value: string;
  readonly reason: string;
}

const REASON_MIN = 3;

function toEdited(discount: DraftDiscount | null): EditedDiscount {
  if (discount === null) return { kind: "none", value: "", reason: "" };
  const minor = discount.kind === "percentage" ? discount.percentBp : discount.amountMinor;
  return { kind: discount.kind, value: String(minor / 100), reason: discount.reason };
}

/** The discount that was typed, or the field that is wrong. */
export function readDiscount({
  kind,
  value,
  reason,
}: EditedDiscount): { readonly discount: DraftDiscount | null } | { readonly wrong: "value" | "reason" } {
  if (kind === "none") return { discount: null };
  const minor = kind === "fixed" ? minorOf(value) : (percentBpOf(value) ?? null);
  if (minor === null || minor < 1) return { wrong: "value" };
  if (reason.trim().length < REASON_MIN) return { wrong: "reason" };
  const why = { reason: reason.trim() };
  return {
    discount: kind === "fixed" ? { kind, amountMinor: minor, ...why } : { kind, percentBp: minor, ...why },
  };
}

/** What is being edited of a draft, apart from what is typed into the form's own fields. */
export function useDraft(saved: AdminDraft | null) {
  const [lines, setLines] = useState<readonly EditedLine[]>(saved?.lines ?? []);
  const [discount, setDiscount] = useState(() => toEdited(saved?.discount ?? null));
  const [ships, setShips] = useState(saved === null || saved.shippingAddress !== null);
  const [changed, setChanged] = useState(saved === null);
  const touch =
    <Value>(set: (value: Value) => void) =>
    (value: Value) => {
      set(value);
      setChanged(true);
    };
  return {
    lines,
    setLines: touch(setLines),
    discount,
    setDiscount: touch(setDiscount),
    ships,
    setShips: touch(setShips),
    changed,
    setChanged,
  };
}
