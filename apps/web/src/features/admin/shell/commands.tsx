"use client";

import type { Role } from "@cartwright/contracts/permissions";
import { useTranslations } from "@cartwright/messages/use-translations";
import { useIsReady } from "@cartwright/ui/use-is-ready";
import { Search } from "lucide-react";
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from "react";
import { isTyping } from "./is-typing.ts";

const loadPalette = () => import("../palette/palette.tsx");
const Palette = lazy(loadPalette);
const KeysDialog = lazy(() => import("../palette/keys-dialog.tsx"));

const never = () => () => undefined;
/** Known in the browser only. */
const useIsApple = () =>
  useSyncExternalStore(
    never,
    () => /mac|iphone|ipad/i.test(navigator.userAgent),
    () => false,
  );

interface CommandsProps {
  role: Role;
  /** Who is logged in: their email address. */
  email: string;
}

/** The button of the command palette, and the keys that open it and the list of keys. Both are loaded when they are opened first. */
export function Commands({ role, email }: CommandsProps) {
  const t = useTranslations("adminPalette");
  const isReady = useIsReady();
  const isApple = useIsApple();
  const [open, setOpen] = useState<"palette" | "keys" | null>(null);
  const close = () => setOpen(null);

  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      // An editor may have a use of its own for the keys.
      if (event.defaultPrevented || event.altKey || event.isComposing) return;
      const isPalette = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "k";
      if (isPalette) {
        event.preventDefault();
        // Going elsewhere would lose what is typed into an open dialog.
        const isOtherOpen = document.querySelector("dialog[open]") !== null;
        setOpen((now) => (now === "palette" ? null : isOtherOpen ? now : "palette"));
      } else if (event.key === "?" && !event.ctrlKey && !event.metaKey && !isTyping(event.target)) {
        event.preventDefault();
        setOpen("keys");
      }
    }
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);

  const paletteKey = isApple ? "⌘ K" : "Ctrl K";
  return (
    <>
      <button
        type="button"
        disabled={!isReady}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onPointerEnter={() => void loadPalette()}
        onClick={() => setOpen("palette")}
        className="flex min-h-9 items-center gap-2 rounded-md border border-line px-2 text-muted transition-colors hover:border-line-strong hover:text-ink max-lg:ml-auto lg:w-full"
      >
        <Search aria-hidden="true" className="size-4 shrink-0" />
        {t("open")}
        <kbd aria-hidden="true" className="ml-auto font-mono text-xs max-lg:ml-2 max-sm:hidden">
          {paletteKey}
        </kbd>
      </button>
      <Suspense fallback={null}>
        {open === "palette" ? <Palette role={role} email={email} onClose={close} /> : null}
        {open === "keys" ? <KeysDialog paletteKey={paletteKey} onClose={close} /> : null}
      </Suspense>
    </>
  );
}
