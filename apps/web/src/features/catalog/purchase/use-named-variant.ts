"use client";

import type { Variant } from "@cartwright/contracts/catalog";
import { useSyncExternalStore } from "react";

/** The chosen variant is part of the address, so that it can be shared and is still chosen after a reload. */
export function nameVariantInUrl({ id }: Variant): void {
  const url = new URL(window.location.href);
  url.searchParams.set("variant", id);
  window.history.replaceState(null, "", url);
}

const ignoreChanges = () => () => undefined;
const variantInUrl = () => new URL(window.location.href).searchParams.get("variant");

/** The variant that the address names. The page is the same for everyone, so only the browser knows. */
export function useNamedVariant(variants: readonly Variant[]): Variant | undefined {
  const id = useSyncExternalStore(ignoreChanges, variantInUrl, () => null);
  return variants.find((variant) => variant.id === id);
}
