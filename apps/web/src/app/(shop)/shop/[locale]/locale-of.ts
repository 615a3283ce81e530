import { DEFAULT_LOCALE, isLocale, type Locale } from "@cartwright/messages/locales";
import { setRequestLocale } from "@cartwright/messages/request-locale";

/** The language in a public page's address, set for all server components of the page. The layout refuses unknown ones. */
export async function localeOf(params: Promise<{ locale: string }>): Promise<Locale> {
  const { locale } = await params;
  const known = isLocale(locale) ? locale : DEFAULT_LOCALE;
  setRequestLocale(known);
  return known;
}
