"use client";

import { createContext, type ReactNode, useContext, useMemo, useState } from "react";

interface ChosenPicture {
  /** The picture of the chosen variant; null before anything was chosen, and for a variant without one. */
  readonly pictureKey: string | null;
  readonly choosePicture: (key: string | null) => void;
}

const ChosenPictureContext = createContext<ChosenPicture>({ pictureKey: null, choosePicture: () => undefined });

/** Connects the choice of a variant with the gallery. */
export function ChosenPictureProvider({ children }: { children: ReactNode }) {
  const [pictureKey, choosePicture] = useState<string | null>(null);
  const value = useMemo(() => ({ pictureKey, choosePicture }), [pictureKey]);
  return <ChosenPictureContext value={value}>{children}</ChosenPictureContext>;
}

export const useChosenPicture = (): ChosenPicture => useContext(ChosenPictureContext);
