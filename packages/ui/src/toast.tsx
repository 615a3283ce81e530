"use client";

import { X } from "lucide-react";
import { type ReactNode, useEffect, useSyncExternalStore } from "react";
import { classNames } from "./class-names.ts";
import { useUiLabels } from "./labels.tsx";

export interface Toast {
  readonly id: number;
  readonly message: ReactNode;
  readonly tone: "neutral" | "bad";
  readonly action: ReactNode;
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

/** Shows a short message at the edge of the screen; the oldest makes room for the fourth. Announced politely. */
export function toast(message: ReactNode, options: { tone?: "neutral" | "bad"; action?: ReactNode } = {}): void {
  const added: Toast = { id: nextId, message, tone: options.tone ?? "neutral", action: options.action ?? null };
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
      className="pointer-events-none fixed inset-x-0 bottom-0 z-50 grid justify-items-center gap-2 p-4 sm:justify-items-end"
    >
      {shown.map((item) => (
        <ToastCard key={item.id} item={item} />
      ))}
    </output>
  );
}

function ToastCard({ item }: { item: Toast }) {
  const { dismiss: dismissLabel } = useUiLabels();
  useEffect(() => {
    const timer = setTimeout(() => dismiss(item.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [item.id]);
  return (
    <div
      className={classNames(
        "pointer-events-auto flex max-w-sm animate-rise items-center gap-3 rounded-lg py-1.5 pr-1.5 pl-4 text-sm shadow-raised",
        item.tone === "bad" ? "border border-bad bg-bad-soft text-bad" : "bg-ink text-paper",
      )}
    >
      <p className="grow py-1.5">{item.message}</p>
      {item.action === null ? null : (
        // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events -- only overhears the click on what is inside
        <span onClick={() => dismiss(item.id)}>{item.action}</span>
      )}
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
