import { useTranslations } from "@cartwright/messages/use-translations";
import { Checkbox } from "@cartwright/ui/checkbox";
import { Field, Textarea, TextField } from "@cartwright/ui/field";
import { Panel } from "../shell/panel.tsx";
import type { CollectionEditor } from "./use-collection-editor.ts";

const DESCRIPTION_MAX = 2_000;

/** What the collection is called, where it is, and what its page says. */
export function DetailsPanel({ editor, mayWrite }: { editor: CollectionEditor; mayWrite: boolean }) {
  const t = useTranslations("adminCollections");
  const { form, errors, theirs, set, stored } = editor;
  const moved = stored !== null && form.slug !== stored.slug;
  const slugHint = moved
    ? t("field.slugMoved")
    : stored === null
      ? t("field.slugNew")
      : t("field.slugHint", { path: `/collections/${form.slug}` });
  const hint = (name: string, text?: string) => {
    const told = [text, theirs[name]].filter((part) => part !== undefined).join(" ");
    return told === "" ? {} : { hint: told };
  };
  return (
    <Panel title={t("panel.details")}>
      <div className="grid gap-4">
        <TextField
          label={t("field.title")}
          maxLength={120}
          autoComplete="off"
          readOnly={!mayWrite}
          value={form.title}
          error={errors["title"]}
          {...hint("title")}
          onChange={(event) => set({ title: event.target.value })}
        />
        <TextField
          label={t("field.slug")}
          optional={stored === null}
          maxLength={200}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          readOnly={!mayWrite}
          value={form.slug}
          error={errors["slug"]}
          {...hint("slug", slugHint)}
          onChange={(event) => set({ slug: event.target.value })}
        />
        <Field
          label={t("field.description")}
          optional
          error={errors["description"]}
          {...hint("description", t("field.descriptionHint"))}
        >
          {(control) => (
            <Textarea
              {...control}
              rows={3}
              maxLength={DESCRIPTION_MAX}
              readOnly={!mayWrite}
              value={form.description}
              onChange={(event) => set({ description: event.target.value })}
            />
          )}
        </Field>
        <Checkbox
          label={t("field.inNavigation")}
          checked={form.inNavigation}
          disabled={!mayWrite}
          error={errors["inNavigation"] ?? theirs["inNavigation"]}
          onChange={(event) => set({ inNavigation: event.target.checked })}
        />
      </div>
    </Panel>
  );
}
