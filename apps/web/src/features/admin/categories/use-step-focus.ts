"use client";

import { type RefObject, useEffect, useRef } from "react";
import type { StepTaken } from "./use-tree.ts";

/**
 * Keeps the focus on the button that a category was moved with: a browser takes it away from an element that is put elsewhere. At the
 * end of its list the button is disabled, and the other one gets it. Returns the ref of the element that the buttons are in.
 */
export function useStepFocus(taken: StepTaken | null): RefObject<HTMLDivElement | null> {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (taken === null) return;
    const buttons = [...(list.current?.querySelectorAll<HTMLButtonElement>(`[data-moves="${taken.id}"]`) ?? [])];
    const enabled = buttons.filter(({ disabled }) => !disabled);
    (enabled.find(({ dataset }) => dataset["step"] === taken.step) ?? enabled[0])?.focus();
  }, [taken]);
  return list;
}
