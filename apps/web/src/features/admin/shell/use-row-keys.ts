"use client";

import { type RefObject, useEffect } from "react";
import { isTyping } from "./is-typing.ts";
import { announceKeys } from "./page-keys.ts";

/**
 * `j` and `k` move the focus down and up the rows, to the first link or button of each, so that Enter opens it; `/` focuses
 * the search field. Keys typed into a field, or with a modifier, are ignored.
 */
export function useRowKeys(
  body: RefObject<HTMLTableSectionElement | null>,
  searchBox?: RefObject<HTMLInputElement | null>,
): void {
  useEffect(() => announceKeys(searchBox?.current ? ["search", "rows"] : ["rows"]), [searchBox]);
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key === "/" && searchBox) {
        event.preventDefault();
        searchBox.current?.focus();
        return;
      }
      if (event.key !== "j" && event.key !== "k") return;
      const links = [...(body.current?.rows ?? [])].flatMap((row) => row.querySelector<HTMLElement>("a, button") ?? []);
      const at = links.findIndex((link) => link === document.activeElement);
      const next = event.key === "j" ? at + 1 : Math.max(at - 1, 0);
      links[Math.min(next, links.length - 1)]?.focus();
    }
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [body, searchBox]);
}
