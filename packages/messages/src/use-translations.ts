import { use, useMemo } from "react";
import type { AreaName, Messages } from "./compile.ts";
import { MessagesContext } from "./messages-context.tsx";
import { createReactTranslator, type ReactTranslator } from "./react-translator.ts";

/**
 * The messages of an area, in any component. In the browser only the areas that a layout or page has sent with
 * `<ClientMessages>` are there; server components (`use-translations.server.ts`) have all.
 */
export function useTranslations<Area extends AreaName>(area: Area): ReactTranslator<Messages[Area]> {
  const { areas, locale } = use(MessagesContext);
  const messages = areas[area];
  if (!messages) throw new Error(`the messages of "${area}" were not sent to this page: see <ClientMessages areas>`);
  return useMemo(() => createReactTranslator(messages, locale), [messages, locale]);
}
