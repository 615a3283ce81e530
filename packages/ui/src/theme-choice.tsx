"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useSyncExternalStore } from "react";
import { classNames } from "./class-names.ts";
import { useUiLabels } from "./labels.tsx";

export type Theme = "system" | "light" | "dark";

/** The key under which the choice is kept; the early script that applies it before the first paint reads the same. */
const STORAGE_KEY = "theme";
const CHOICES = [
  { theme: "system", Icon: Monitor },
  { theme: "light", Icon: Sun },
  { theme: "dark", Icon: Moon },
] as const;

const listeners = new Set<() => void>();

function currentTheme(): Theme {
  const chosen = document.documentElement.dataset["theme"];
  return chosen === "light" || chosen === "dark" ? chosen : "system";
}

function choose(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  try {
    if (theme === "system") localStorage.removeItem(STORAGE_KEY);
    else localStorage.setItem(STORAGE_KEY, theme);
  } catch {
    // Storage may be switched off; the choice then lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Light, dark, or what the operating system is set to. */
export function ThemeChoice() {
  const labels = useUiLabels();
  const theme = useSyncExternalStore(subscribe, currentTheme, () => "system" as const);
  return (
    <fieldset className="inline-flex w-fit rounded-full border border-line p-0.5">
      <legend className="sr-only">{labels.colourScheme}</legend>
      {CHOICES.map(({ theme: option, Icon }) => (
        <label
          key={option}
          className={classNames(
            "grid size-9 place-items-center rounded-full transition-colors has-focus-visible:outline-2 has-focus-visible:outline-accent",
            option === theme ? "bg-sunk text-ink" : "text-muted hover:text-ink",
          )}
        >
          <input
            type="radio"
            name="colour-scheme"
            value={option}
            checked={option === theme}
            onChange={() => choose(option)}
            className="sr-only"
          />
          <Icon aria-hidden="true" className="size-4" />
          <span className="sr-only">{labels[option]}</span>
        </label>
      ))}
    </fieldset>
  );
}
