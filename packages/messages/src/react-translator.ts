import type { FormatValues } from "icu-minify/format";
import { cloneElement, createElement, Fragment, isValidElement, type ReactElement, type ReactNode } from "react";
import type { MessageKey, RichValues } from "./message-types.ts";
import { type CompiledArea, createTranslator, formatMessage, type Translator } from "./translator.ts";

/** A translator that also fills messages with tags: `t.rich("terms", { link: <a href="/terms" /> })`. */
export type ReactTranslator<Area> = Translator<Area> & {
  rich: <Key extends MessageKey<Area>>(key: Key, values: RichValues<Area, Key, ReactElement>) => ReactNode;
  /** Whether there is a message with this key: for codes that come from the server. */
  has: (key: string) => key is MessageKey<Area>;
};

/** The text between a tag's ends becomes the element's children. An empty tag leaves the element as it is. */
const fill = (element: ReactElement) => (chunks: ReactNode[]) =>
  chunks.length === 0 ? element : cloneElement(element, undefined, ...chunks);

export function createReactTranslator<Area>(messages: CompiledArea, locale: string): ReactTranslator<Area> {
  const rich: ReactTranslator<Area>["rich"] = (key, given) => {
    const entries = Object.entries<string | number | Date | ReactElement>(given);
    const values: FormatValues<ReactNode> = Object.fromEntries(
      entries.map(([name, value]) => [name, isValidElement(value) ? fill(value) : value]),
    );
    const parts = formatMessage<ReactNode>(messages, locale, { key, values });
    // Spread, so that the parts need no keys.
    return Array.isArray(parts) ? createElement(Fragment, null, ...parts) : parts;
  };
  const has = (key: string): key is MessageKey<Area> => Object.hasOwn(messages, key);
  return Object.assign(createTranslator<Area>(messages, locale), { rich, has });
}
