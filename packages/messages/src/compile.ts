import compile from "icu-minify/compile";
import type { CompiledMessage } from "icu-minify/format";
import { en } from "./en/all-areas.ts";
import type { AreaSource } from "./message-types.ts";
import type { Locale } from "./locales.ts";
import { isPseudoLocalized, pseudoLocalize } from "./pseudo.ts";
import type { CompiledArea } from "./translator.ts";

/** Every message by area, as English has it. Other languages must have the same keys. */
export type Messages = typeof en;
export type AreaName = keyof Messages;

const SOURCES: Readonly<Record<Locale, Readonly<Record<AreaName, AreaSource>>>> = { en };

const compiled = new Map<string, CompiledArea>();

/** The compiler's objects have no prototype, and React sends only plain ones to the browser. */
const compilePlain = (text: string) => JSON.parse(JSON.stringify(compile(text))) as CompiledMessage;

function compileSource(source: AreaSource): CompiledArea {
  const flat = Object.entries(source).flatMap(([key, value]) =>
    typeof value === "string"
      ? [[key, value] as const]
      : Object.entries(value).map(([name, text]) => [`${key}.${name}`, text] as const),
  );
  const finish = isPseudoLocalized() ? pseudoLocalize : (message: CompiledMessage) => message;
  return Object.fromEntries(flat.map(([key, text]) => [key, finish(compilePlain(text))]));
}

/** The messages of an area, ready to format. Each is parsed once a process. */
export function compileArea(area: AreaName, locale: Locale): CompiledArea {
  const key = `${locale}/${area}/${isPseudoLocalized()}`;
  const known = compiled.get(key);
  if (known) return known;
  const made = compileSource(SOURCES[locale][area]);
  compiled.set(key, made);
  return made;
}
