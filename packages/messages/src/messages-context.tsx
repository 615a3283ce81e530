"use client";

import { createContext, type ReactNode, use, useMemo } from "react";
import type { CompiledArea } from "./translator.ts";

interface Sent {
  readonly locale: string;
  readonly areas: Readonly<Record<string, CompiledArea>>;
}

export const MessagesContext = createContext<Sent>({ locale: "", areas: {} });

/** The messages below this point: those from further out and these. */
export function MessagesProvider({ locale, areas, children }: Sent & { children: ReactNode }) {
  const outer = use(MessagesContext);
  const value = useMemo(() => ({ locale, areas: { ...outer.areas, ...areas } }), [locale, areas, outer]);
  return <MessagesContext value={value}>{children}</MessagesContext>;
}
