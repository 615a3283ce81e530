"use client";

import type { Messages } from "@cartwright/messages/compile";
import { useTranslations } from "@cartwright/messages/use-translations";

/** A code without a label in a readable form: `payment.captured` → "Payment captured". Free text stays as it is. */
export function readableCode(code: string): string {
  if (!/^[a-z][a-z0-9_.-]*$/.test(code)) return code;
  const text = code.replaceAll(/[_.-]/g, " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The label of a code by its kind. */
export function useCodeLabel(): (kind: keyof Messages["adminCodes"], code: string) => string {
  const t = useTranslations("adminCodes");
  return (kind, code) => {
    const key = `${kind}.${code}`;
    return t.has(key) ? t(key) : readableCode(code);
  };
}
