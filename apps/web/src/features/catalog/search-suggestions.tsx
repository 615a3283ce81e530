"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { LiveRegion } from "@cartwright/ui/live-region";
import { useCallback, useEffect, useRef, useState } from "react";
import { SuggestionList } from "./suggestion-list.tsx";
import { toGroups } from "./suggestion-groups.ts";
import { type ComboboxState, useCombobox } from "./use-combobox.ts";
import { useSuggestions } from "./use-suggestions.ts";

interface SearchSuggestionsProps {
  box: HTMLInputElement;
  listId: string;
  /** What the box says about the list. */
  onState: (state: ComboboxState) => void;
}

/** What is suggested under the search box while it has the focus. It lies over the page, which does not move. */
export default function SearchSuggestions({ box, listId, onState }: SearchSuggestionsProps) {
  const t = useTranslations("productList");
  const list = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState("");
  const suggestions = useSuggestions(typed);
  const groups = suggestions === null ? [] : toGroups(suggestions);
  const count = groups.reduce((sum, { options }) => sum + options.length, 0);
  const onChosen = useCallback((at: number) => {
    list.current?.querySelectorAll<HTMLElement>('[role="option"]').item(at).click();
  }, []);
  const { isWanted, active, close } = useCombobox({ box, source: suggestions, count, onTyped: setTyped, onChosen });
  const isOpen = isWanted && count > 0;
  const activeId = active < 0 ? null : `${listId}-${active}`;

  useEffect(() => {
    onState({ isOpen, activeId });
    if (activeId !== null) document.getElementById(activeId)?.scrollIntoView({ block: "nearest" });
  }, [onState, isOpen, activeId]);

  return (
    <>
      <LiveRegion>{isWanted && suggestions !== null ? t("suggestions.count", { count }) : ""}</LiveRegion>
      {isOpen ? <SuggestionList list={list} id={listId} groups={groups} active={active} onFollowed={close} /> : null}
    </>
  );
}
