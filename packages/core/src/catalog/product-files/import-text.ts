import type { Messages } from "@cartwright/messages/compile";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Translator } from "@cartwright/messages/translator";

/** The texts of an import: its problems and its steps. */
export const importText: Translator<Messages["productImport"]> = (key, ...values) =>
  getTranslations("productImport")(key, ...values);
