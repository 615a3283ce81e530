"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { Input } from "@cartwright/ui/field";
import { useIsReady } from "@cartwright/ui/use-is-ready";
import { lazy, Suspense, useEffect, useId, useRef, useState } from "react";
import type { ComboboxState } from "./use-combobox.ts";

/** Loaded when the box is focused for the first time. */
const SearchSuggestions = lazy(() => import("./search-suggestions.tsx"));

const CLOSED: ComboboxState = { isOpen: false, activeId: null };

/** The box for a search. Once its script has loaded it is a combobox that suggests while someone types. */
export function SearchInput({ initial }: { initial: string }) {
  const t = useTranslations("productList");
  const isReady = useIsReady();
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [box, setBox] = useState<HTMLInputElement | null>(null);
  const [{ isOpen, activeId }, setState] = useState(CLOSED);
  // It may have been focused before this script ran.
  useEffect(() => {
    if (input.current !== null && input.current === document.activeElement) setBox(input.current);
  }, []);
  const combobox = {
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": isOpen,
    ...(isOpen ? { "aria-controls": listId } : {}),
    ...(activeId === null ? {} : { "aria-activedescendant": activeId }),
  } as const;
  return (
    <>
      <Input
        ref={input}
        type="search"
        name="q"
        defaultValue={initial}
        maxLength={200}
        aria-label={t("search.label")}
        placeholder={t("search.placeholder")}
        autoComplete="off"
        enterKeyHint="search"
        onFocus={(event) => setBox(event.currentTarget)}
        className="min-h-13 pl-11"
        {...(isReady ? combobox : {})}
      />
      {box === null ? null : (
        <Suspense fallback={null}>
          <SearchSuggestions box={box} listId={listId} onState={setState} />
        </Suspense>
      )}
    </>
  );
}
