"use client";

import { useEffect, useState } from "react";

/** What a combobox says about its list: whether it is open, and the option that the arrow keys have reached. */
export interface ComboboxState {
  readonly isOpen: boolean;
  readonly activeId: string | null;
}

interface ComboboxOptions {
  readonly box: HTMLInputElement;
  /** What the options are made of, another object whenever they are others; and how many there are. */
  readonly source: object | null;
  readonly count: number;
  readonly onTyped: (text: string) => void;
  /** Enter on an option. */
  readonly onChosen: (at: number) => void;
}

interface Combobox {
  /** Whether options are wanted. The list is open when there are any as well. */
  readonly isWanted: boolean;
  /** The option that the arrow keys have reached; -1 in the box itself. */
  readonly active: number;
  readonly close: () => void;
}

interface State {
  readonly isWanted: boolean;
  readonly active: number;
  /** The options among which it is: other options have no active one yet. */
  readonly source: object | null;
}

const CLOSED: State = { isWanted: false, active: -1, source: null };

/**
 * Follows an input as a combobox (ARIA Authoring Practices, list autocomplete): typing opens the list, the arrow keys move
 * through its options and the box, Enter chooses, Escape closes. Without an option, Enter does what the form does.
 */
export function useCombobox({ box, source, count, onTyped, onChosen }: ComboboxOptions): Combobox {
  const [state, setState] = useState(CLOSED);
  const isOpen = state.isWanted && count > 0;
  const active = isOpen && state.source === source ? state.active : -1;

  useEffect(() => {
    const close = () => setState(CLOSED);

    function onInput(): void {
      setState({ ...CLOSED, isWanted: true });
      onTyped(box.value);
    }

    /** The box is one place among the options: after the last one, and before the first. */
    function move(by: 1 | -1): void {
      const places = count + 1;
      const from = isOpen ? active + 1 : 0;
      setState({ isWanted: true, active: ((from + by + places) % places) - 1, source });
    }

    function onKeyDown(event: KeyboardEvent): void {
      // Keys that compose a character belong to the input method.
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        move(event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "Escape" && isOpen) {
        // The browser would also empty the box.
        event.preventDefault();
        close();
      } else if (event.key === "Enter") {
        if (active >= 0) {
          event.preventDefault();
          onChosen(active);
        }
        close();
      }
    }

    box.addEventListener("input", onInput);
    box.addEventListener("keydown", onKeyDown);
    box.addEventListener("blur", close);
    return () => {
      box.removeEventListener("input", onInput);
      box.removeEventListener("keydown", onKeyDown);
      box.removeEventListener("blur", close);
    };
  }, [box, source, count, onTyped, onChosen, isOpen, active]);

  useEffect(() => {
    // What was typed before the listeners were there counts as well: while this was loading, and while it was first shown.
    if (box.value !== box.defaultValue) box.dispatchEvent(new Event("input"));
  }, [box]);

  return { isWanted: state.isWanted, active, close: () => setState(CLOSED) };
}
