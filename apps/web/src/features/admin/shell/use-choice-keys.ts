"use client";

import { type RefObject, useEffect, useRef } from "react";
import { isTyping } from "./is-typing.ts";
import { announceKeys } from "./page-keys.ts";

const isTickBox = (target: EventTarget | null) => target instanceof HTMLInputElement && target.type === "checkbox";

/**
 * `x` selects or deselects the focused row of a list; Shift and `x` selects every row from the last one so changed to the focused one.
 * `choose` gets the positions of the first and the last row, and whether to select them: null is the opposite of now.
 */
export function useChoiceKeys(
  body: RefObject<HTMLTableSectionElement | null>,
  choose: ((from: number, to: number, on: true | null) => void) | null,
): void {
  const latest = useRef(choose);
  const anchor = useRef<number | null>(null);
  const isOn = choose !== null;
  useEffect(() => {
    latest.current = choose;
  });
  useEffect(() => (isOn ? announceKeys(["choose"]) : undefined), [isOn]);
  useEffect(() => {
    if (!isOn) return;
    function onKey(event: KeyboardEvent): void {
      if (event.key.toLowerCase() !== "x" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) && !isTickBox(event.target)) return;
      const focused = document.activeElement?.closest("tr") ?? null;
      const at = [...(body.current?.rows ?? [])].findIndex((row) => row === focused);
      if (at === -1) return;
      const from = event.shiftKey ? anchor.current : null;
      anchor.current = at;
      if (from === null) latest.current?.(at, at, null);
      else latest.current?.(Math.min(from, at), Math.max(from, at), true);
    }
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [body, isOn]);
}
