import { type AreaName, compileArea, type Messages } from "./compile.ts";
import { createReactTranslator, type ReactTranslator } from "./react-translator.ts";
import { requestLocale } from "./request-locale.ts";

/** `useTranslations` in a server component: the same call, with every area at hand. */
export function useTranslations<Area extends AreaName>(area: Area): ReactTranslator<Messages[Area]> {
  const locale = requestLocale();
  return createReactTranslator(compileArea(area, locale), locale);
}
