import { cache } from "react";
import { DEFAULT_LOCALE, type Locale } from "./locales.ts";

const current = cache((): { locale: Locale } => ({ locale: DEFAULT_LOCALE }));

/** For a page whose address names the language: sets it for the server components below. */
export function setRequestLocale(locale: Locale): void {
  current().locale = locale;
}

/** The language of the page that is being rendered. */
export function requestLocale(): Locale {
  return current().locale;
}
