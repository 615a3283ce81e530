"use client";

import type { CheckoutDraft } from "@cartwright/contracts/checkout";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { api } from "../../trpc/react.tsx";
import { readDraft } from "./read-form.ts";

/** After the last key. A choice, and a field that is left, are saved at once. */
const SAVE_DELAY_MS = 400;

/**
 * The last draft of this tab, by cart. The browser's Back shows the page as it was rendered, which may be before something
 * was entered. Only in memory: nothing that a shopper types is kept in the browser's storage.
 */
let remembered: { readonly cartId: string; readonly draft: CheckoutDraft } | null = null;

/** What to fill the form with: what was entered in this tab, else what the server has kept. */
export function useInitialDraft(cartId: string, kept: CheckoutDraft | null): CheckoutDraft {
  const [initial] = useState(() => (remembered?.cartId === cartId ? remembered.draft : kept) ?? {});
  return initial;
}

/** Saves what is entered, in order, one request at a time. A draft that could not be saved is saved with the next change. */
export function useSaveDraft(form: RefObject<HTMLFormElement | null>, cartId: string, code: string | null) {
  const { client } = api.useUtils();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const sending = useRef<Promise<unknown>>(Promise.resolve());
  const current = useRef({ cartId, code });

  const save = useCallback(() => {
    clearTimeout(timer.current);
    if (!form.current) return;
    const draft = readDraft(new FormData(form.current), current.current.code);
    remembered = { cartId: current.current.cartId, draft };
    // The form keeps what is typed, so a failure needs no message.
    sending.current = sending.current.then(() => client.checkout.saveDraft.mutate(draft).catch(() => undefined));
  }, [client, form]);

  useEffect(() => {
    const changed = current.current.code !== code;
    current.current = { cartId, code };
    if (changed) save();
  }, [cartId, code, save]);

  useEffect(() => {
    const element = form.current;
    const saveSoon = () => {
      clearTimeout(timer.current);
      timer.current = setTimeout(save, SAVE_DELAY_MS);
    };
    element?.addEventListener("input", saveSoon);
    element?.addEventListener("change", save);
    return () => {
      clearTimeout(timer.current);
      element?.removeEventListener("input", saveSoon);
      element?.removeEventListener("change", save);
    };
  }, [form, save]);

  /** Before the order is placed: the draft is deleted with it. */
  return useCallback(() => clearTimeout(timer.current), []);
}
