import { useSyncExternalStore } from "react";
import type { CartDrawer } from "./cart-drawer.tsx";
import { type Cover, coverPage } from "../../shell/cover-page.ts";

/** The drawer as it is open: its code, and what was just added to the cart. */
interface OpenedCart extends Cover {
  readonly Drawer: typeof CartDrawer;
  readonly added: string | null;
  /** The path of the page below it. */
  readonly path: string;
}

let opened: OpenedCart | null = null;
const listeners = new Set<() => void>();

function change(next: OpenedCart | null): void {
  opened = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Loads the drawer's code. Called before it is needed, too: by whoever points at a control that opens it. */
export const loadDrawer = () => import("./cart-drawer.tsx");

/**
 * Opens the cart over the page; `added` is the title of what was just added to it. False when its code cannot be loaded: then the
 * cart's own page is the way.
 */
export async function openCart(added: string | null = null): Promise<boolean> {
  try {
    const { CartDrawer: Drawer } = await loadDrawer();
    if (opened) change({ ...opened, added });
    else change({ Drawer, added, path: window.location.pathname, ...coverPage(() => change(null)) });
    return true;
  } catch {
    return false;
  }
}

/** Takes the drawer away after its page has been left. */
export const leaveOpenedCart = (): void => opened?.leave();

/** The open drawer; null while it is closed. */
export const useOpenedCart = (): OpenedCart | null =>
  useSyncExternalStore(
    subscribe,
    () => opened,
    () => null,
  );
