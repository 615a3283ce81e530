"use client";

import { createContext, type ReactNode, use } from "react";

/** The few words that the controls here say themselves, in the reader's language. */
export interface UiLabels {
  readonly close: string;
  readonly dismiss: string;
  readonly increase: string;
  readonly decrease: string;
  readonly loadMore: string;
  readonly optional: string;
  readonly colourScheme: string;
  readonly system: string;
  readonly light: string;
  readonly dark: string;
}

const LabelsContext = createContext<UiLabels | null>(null);

/** Once, around the whole app. */
export function UiLabelsProvider({ labels, children }: { labels: UiLabels; children: ReactNode }) {
  return <LabelsContext value={labels}>{children}</LabelsContext>;
}

export function useUiLabels(): UiLabels {
  const labels = use(LabelsContext);
  if (!labels) throw new Error("useUiLabels needs a UiLabelsProvider above it");
  return labels;
}
