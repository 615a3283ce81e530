import { type AreaName, compileArea, type Messages } from "./compile.ts";
import { DEFAULT_LOCALE, type Locale } from "./locales.ts";
import { createTranslator, type Translator } from "./translator.ts";

/** The messages of an area for code that runs on a server: pages and their metadata, mails, timelines, errors. */
export function getTranslations<Area extends AreaName>(
  area: Area,
  locale: Locale = DEFAULT_LOCALE,
): Translator<Messages[Area]> {
  return createTranslator(compileArea(area, locale), locale);
}
