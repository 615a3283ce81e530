import { CollectionKind } from "@cartwright/contracts/collections";
import { useTranslations } from "@cartwright/messages/use-translations";
import { RadioCard } from "@cartwright/ui/checkbox";
import type { CategoryChoice } from "../products/category-choices.ts";
import { Panel } from "../shell/panel.tsx";
import { ChosenProducts } from "./chosen-products.tsx";
import { Conditions } from "./conditions.tsx";
import type { CollectionEditor } from "./use-collection-editor.ts";

interface MembersPanelProps {
  editor: CollectionEditor;
  categories: readonly CategoryChoice[];
  mayWrite: boolean;
}

/** Which products are in it: chosen by hand, or by conditions. Changing the kind keeps what is typed for the other. */
export function MembersPanel({ editor, categories, mayWrite }: MembersPanelProps) {
  const t = useTranslations("adminCollections");
  const { form, theirs, set } = editor;
  return (
    <Panel title={t("panel.products")}>
      <div className="grid gap-6">
        <fieldset className="grid gap-3 sm:grid-cols-2">
          <legend className="sr-only">{t("field.kind")}</legend>
          {CollectionKind.options.map((kind) => (
            <RadioCard
              key={kind}
              name="kind"
              label={t(`kind.${kind}`)}
              description={t(`kindHint.${kind}`)}
              checked={form.kind === kind}
              disabled={!mayWrite}
              onChange={() => set({ kind })}
            />
          ))}
        </fieldset>
        {theirs["kind"] === undefined ? null : <p className="text-sm text-muted">{theirs["kind"]}</p>}
        {form.kind === "manual" ? (
          <ChosenProducts editor={editor} mayWrite={mayWrite} />
        ) : (
          <Conditions editor={editor} categories={categories} mayWrite={mayWrite} />
        )}
      </div>
    </Panel>
  );
}
