import type { getTranslations } from "@cartwright/messages/get-translations";
import { type CollectionForm, differing, signOf } from "./collection-form.ts";

type Translate = ReturnType<typeof getTranslations<"adminCollections">>;

/** What a field says, as text. */
function wordsOf(t: Translate, now: CollectionForm, name: keyof CollectionForm): string {
  if (name === "products") return t("conflict.products", { count: now.products.length });
  if (name === "conditions") return t("conflict.conditions", { count: now.conditions.length });
  if (name === "kind") return t(`kind.${now.kind}`);
  if (name === "match") return t(`match.${now.match}`);
  if (name === "inNavigation") return t(now.inNavigation ? "conflict.shown" : "conflict.notShown");
  return now[name];
}

/** What someone else saved in fields that they changed, where it is not what is typed there now. */
export function savedByOthers(
  forms: { readonly base: CollectionForm; readonly now: CollectionForm; readonly typed: CollectionForm },
  t: Translate,
): Readonly<Record<string, string>> {
  const { base, now, typed } = forms;
  const changed = differing(base, now).filter((name) => signOf(now, name) !== signOf(typed, name));
  return Object.fromEntries(
    changed.map((name) => [name, t("conflict.theirs", { value: wordsOf(t, now, name) || t("conflict.nothing") })]),
  );
}
