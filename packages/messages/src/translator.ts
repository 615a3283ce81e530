import format, { type CompiledMessage, type FormatValues } from "icu-minify/format";
import type { MessageKey, MessageValues } from "./message-types.ts";

/** An area's messages, compiled on the server: the browser gets no parser. Groups are flattened to "group.name". */
export type CompiledArea = Readonly<Record<string, CompiledMessage>>;

/** Formats the messages of one area. Keys and ICU arguments are checked by the compiler. */
export type Translator<Area> = <Key extends MessageKey<Area>>(key: Key, ...values: MessageValues<Area, Key>) => string;

const formatters = {
  getDateTimeFormat: (...args: ConstructorParameters<typeof Intl.DateTimeFormat>) => new Intl.DateTimeFormat(...args),
  getNumberFormat: (...args: ConstructorParameters<typeof Intl.NumberFormat>) => new Intl.NumberFormat(...args),
  getPluralRules: (...args: ConstructorParameters<typeof Intl.PluralRules>) => new Intl.PluralRules(...args),
};

/** What a message becomes: a text, or parts where it has tags. Throws for a key that does not exist. */
export function formatMessage<Node>(
  messages: CompiledArea,
  locale: string,
  { key, values }: { key: string; values: FormatValues<Node> | undefined },
): string | Node | (string | Node)[] {
  const message = Object.hasOwn(messages, key) ? messages[key] : undefined;
  if (message === undefined) throw new Error(`no message "${key}"`);
  return format(message, locale, values, { formatters });
}

export function createTranslator<Area>(messages: CompiledArea, locale: string): Translator<Area> {
  return (key, ...[values]) =>
    String(formatMessage(messages, locale, { key, values: values as FormatValues | undefined }));
}
