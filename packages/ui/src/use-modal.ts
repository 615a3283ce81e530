"use client";

import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";

/** The platform's modal dialog, opened and closed as told: it traps the focus, closes on Escape and restores the focus. */
export function useModal(open: boolean): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    if (open && !element.open) element.showModal();
    if (!open && element.open) element.close();
  }, [open]);

  // One that is taken away while it is open is closed first: only then does the platform give the focus back.
  useLayoutEffect(() => {
    const element = dialog.current;
    return () => element?.close();
  }, []);

  return dialog;
}
