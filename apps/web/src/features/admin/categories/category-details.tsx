import { type AdminCategoryRow, CATEGORY_LEVELS_MAX } from "@cartwright/contracts/categories";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Field, Textarea, TextField } from "@cartwright/ui/field";
import { SelectField } from "@cartwright/ui/select";
import { Panel } from "../shell/panel.tsx";
import { parentsForNew, pathsOf } from "./tree.ts";
import type { CategoryEditor } from "./use-category-editor.ts";

const DESCRIPTION_MAX = 2_000;

interface CategoryDetailsProps {
  editor: CategoryEditor;
  rows: readonly AdminCategoryRow[];
  mayWrite: boolean;
}

/** What the category is called, where it is, and what its page says. */
export function CategoryDetails({ editor, rows, mayWrite }: CategoryDetailsProps) {
  const t = useTranslations("adminCategories");
  const { form, errors, theirs, set, stored } = editor;
  const isMoved = stored !== null && form.slug !== stored.slug;
  const slugHint = isMoved
    ? t("field.slugMoved")
    : stored === null
      ? t("field.slugNew")
      : t("field.slugHint", { path: `/c/${form.slug}` });
  const hint = (name: string, text?: string) => {
    const told = [text, theirs[name]].filter((part) => part !== undefined).join(" ");
    return told === "" ? {} : { hint: told };
  };
  const paths = pathsOf(rows, (above, title) => t("path", { above, title }));
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
        {stored === null ? (
          <SelectField
            label={t("field.parent")}
            hint={t("field.parentHint", { levels: CATEGORY_LEVELS_MAX })}
            error={errors["parentId"]}
            value={editor.parentId ?? ""}
            onChange={(event) => editor.setParentId(rows.find(({ id }) => id === event.target.value)?.id ?? null)}
          >
            <option value="">{t("top")}</option>
            {parentsForNew(rows).map(({ id }) => (
              <option key={id} value={id}>
                {paths.get(id)}
              </option>
            ))}
          </SelectField>
        ) : null}
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
        {stored === null || stored.oldSlugs.length === 0 ? null : (
          <div className="grid gap-1 text-sm">
            <h3 className="font-medium">{t("field.oldSlugs")}</h3>
            <ul className="grid gap-0.5 text-muted">
              {stored.oldSlugs.map((slug) => (
                <li key={slug} className="break-all">
                  {`/c/${slug}`}
                </li>
              ))}
            </ul>
          </div>
        )}
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
      </div>
    </Panel>
  );
}
