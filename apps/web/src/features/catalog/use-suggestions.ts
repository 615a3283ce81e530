"use client";

import type { Suggestions } from "@cartwright/contracts/catalog";
import { useEffect, useState } from "react";
import { api } from "../../trpc/react.tsx";

const PAUSE_MS = 150;
const LENGTH_MAX = 100;

/**
 * Asks for suggestions at each pause in typing. A response to a text that has changed since is dropped. Null until the first
 * response, for no text, and when they cannot be had: the search itself works without.
 */
export function useSuggestions(typed: string): Suggestions | null {
  const { client } = api.useUtils();
  const [suggestions, setSuggestions] = useState<Suggestions | null>(null);
  const text = typed.trim();
  const isAsked = text !== "" && text.length <= LENGTH_MAX;
  // What was suggested for a text that is gone does not come back with the next one.
  if (!isAsked && suggestions !== null) setSuggestions(null);
  useEffect(() => {
    if (!isAsked) return;
    const leaving = new AbortController();
    const { signal } = leaving;
    const ask = () => client.catalog.suggest.query({ query: text }, { signal }).catch(() => null);
    async function show(): Promise<void> {
      const response = await ask();
      if (!signal.aborted) setSuggestions(response);
    }
    const pause = setTimeout(() => void show(), PAUSE_MS);
    return () => {
      clearTimeout(pause);
      leaving.abort();
    };
  }, [client, isAsked, text]);
  // While more is typed, what was suggested before stays, so that the list does not flicker.
  return suggestions;
}
