"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { type RefObject, useLayoutEffect, useRef } from "react";

interface BuyBarProps {
  title: string;
  /** The chosen variant and its price. */
  detail: string;
  label: string;
  busy: boolean;
  disabled: boolean;
  onAdd: () => void;
  /** The button on the page, which takes the focus back when it comes into view. */
  button: RefObject<HTMLButtonElement | null>;
}

/** Scrolls what has the focus out from under the bar, where a jump to the end of the page had put it before the bar came. */
function uncoverFocus(bar: HTMLElement): void {
  const focused = document.activeElement?.closest("label") ?? document.activeElement;
  if (!focused || focused === document.body) return;
  const { top, bottom } = focused.getBoundingClientRect();
  if (top < window.innerHeight && bottom > window.innerHeight - bar.offsetHeight)
    focused.scrollIntoView({ block: "nearest" });
}

/** On small screens: the button to buy, after the one on the page has been scrolled away. The page keeps room for it (styles.css). */
export function BuyBar({ title, detail, label, busy, disabled, onAdd, button }: BuyBarProps) {
  const t = useTranslations("product");
  const bar = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const [element, onPage] = [bar.current, button.current];
    if (element) uncoverFocus(element);
    return () => {
      if (element?.contains(document.activeElement)) onPage?.focus({ preventScroll: true });
    };
  }, [button]);
  return (
    <section
      ref={bar}
      aria-label={t("buyBar")}
      data-buy-bar=""
      className="fixed inset-x-0 bottom-0 z-20 animate-rise border-t border-line bg-paper pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      <div className="page flex items-center gap-4 py-2.5">
        <div className="min-w-0 grow text-sm">
          <p className="truncate font-medium">{title}</p>
          <p className="figures truncate text-muted">{detail}</p>
        </div>
        <Button busy={busy} disabled={disabled} onClick={onAdd}>
          {label}
        </Button>
      </div>
    </section>
  );
}
