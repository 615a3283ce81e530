"use client";

import { X } from "lucide-react";
import { type ReactNode, useEffect, useState, useSyncExternalStore } from "react";
import { classNames } from "./class-names.ts";
import { useUiLabels } from "./labels.tsx";

export interface Toast {
  readonly id: number;
  readonly message: ReactNode;
  readonly tone: "neutral" | "bad";
}

const TOASTS_MAX = 3;
const SHOWN_MS = 6000;
const NONE: readonly Toast[] = [];

let nextId = 1;
let toasts: readonly Toast[] = NONE;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

function dismiss(id: number): void {
  change(toasts.filter((toast) => toast.id !== id));
}

interface ToastOptions {
  readonly tone?: "neutral" | "bad";
}

/**
 * Shows a short message at the edge of the screen; the oldest makes room for the fourth. Announced politely. It goes away after a
 * few seconds, but never while it is pointed at or has the focus.
 */
export function toast(message: ReactNode, { tone = "neutral" }: ToastOptions = {}): void {
  const added: Toast = { id: nextId, message, tone };
  nextId += 1;
  change([...toasts, added].slice(-TOASTS_MAX));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Where toasts appear: once, in the root layout. The region exists from the start, or screen readers would miss the first. */
export function Toaster() {
  const shown = useSyncExternalStore(
    subscribe,
    () => toasts,
    () => NONE,
  );
  return (
    <output
      aria-live="polite"
      data-toaster=""
      className="pointer-events-none fixed inset-x-0 bottom-[var(--lower-edge,0px)] z-50 grid justify-items-center gap-2 p-4 sm:justify-items-end"
    >
      {shown.map((item) => (
        <ToastCard key={item.id} item={item} />
      ))}
    </output>
  );
}

function ToastCard({ item }: { item: Toast }) {
  const { dismiss: dismissLabel } = useUiLabels();
  const [hovered, setHovered] = useState(false);
  const [focused, setFocused] = useState(false);
  const stays = hovered || focused;
  useEffect(() => {
    if (stays) return undefined;
    const timer = setTimeout(() => dismiss(item.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [item.id, stays]);
  return (
    <div
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
      className={classNames(
        "pointer-events-auto flex max-w-sm animate-rise items-center gap-3 rounded-lg py-1.5 pr-1.5 pl-4 text-sm shadow-raised",
        item.tone === "bad" ? "border border-bad bg-bad-soft text-bad" : "bg-ink text-paper",
      )}
    >
      <p className="grow py-1.5">{item.message}</p>
      <button
        type="button"
        aria-label={dismissLabel}
        onClick={() => dismiss(item.id)}
        className="grid size-9 shrink-0 place-items-center rounded-md opacity-70 hover:opacity-100"
      >
        <X aria-hidden="true" className="size-4" />
      </button>
    </div>
  );
}
