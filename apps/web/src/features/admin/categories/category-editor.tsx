"use client";

import type { AdminCategory, AdminCategoryRow } from "@cartwright/contracts/categories";
import type { CategoryId } from "@cartwright/contracts/ids";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Notice } from "@cartwright/ui/notice";
import { useId } from "react";
import { api } from "../../../trpc/react.tsx";
import { uploadCategoryPicture } from "../products/upload-picture.ts";
import { BackLink } from "../shell/back-link.tsx";
import { PicturePanel } from "../shell/picture-panel.tsx";
import { SaveBar } from "../shell/save-bar.tsx";
import { CategoryDetails } from "./category-details.tsx";
import { CategoryPlacePanel } from "./category-place-panel.tsx";
import { RemoveCategory } from "./remove-category.tsx";
import { type CategoryEditor as Editor, useCategoryEditor } from "./use-category-editor.ts";

interface CategoryEditorProps {
  /** Null for a new one. */
  initial: AdminCategory | null;
  /** All categories. */
  rows: readonly AdminCategoryRow[];
  /** Where a new one goes at first. */
  parentId: CategoryId | null;
  mayWrite: boolean;
}

/** A category, new or not. */
export function CategoryEditor({ initial, rows, parentId, mayWrite }: CategoryEditorProps) {
  const t = useTranslations("adminCategories");
  const formId = useId();
  const editor = useCategoryEditor(initial, parentId);
  const { stored, follow } = editor;
  const removePicture = api.admin.categories.removePicture.useMutation();
  const title = stored === null ? t("new.title") : stored.title;
  return (
    <div className="grid gap-6">
      <header className="grid gap-3">
        <BackLink href="/admin/categories" label={t("title")} />
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h1 className="text-xl wrap-anywhere">{title}</h1>
          {stored === null ? null : (
            <div className="ml-auto flex flex-wrap items-center gap-3">
              <a href={`/c/${stored.slug}`} className="link link-alone">
                {t("viewInShop")}
              </a>
              {mayWrite ? <RemoveCategory category={stored} rows={rows} /> : null}
            </div>
          )}
        </div>
      </header>
      {editor.refusal === null ? null : (
        <Notice tone="bad" urgent>
          {editor.refusal}
        </Notice>
      )}
      {mayWrite ? null : <Notice>{t("edit.readOnly")}</Notice>}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        {/* Only the part without dialogs, because forms must not be nested. The button below submits it. */}
        <form
          id={formId}
          noValidate
          aria-label={title}
          onSubmit={(event) => {
            event.preventDefault();
            void editor.submit();
          }}
        >
          <CategoryDetails editor={editor} rows={rows} mayWrite={mayWrite} />
        </form>
        <div className="grid gap-6 lg:sticky lg:top-6">
          {stored === null ? null : <CategoryPlacePanel category={stored} rows={rows} />}
          <PicturePanel
            image={stored?.image}
            mayWrite={mayWrite}
            onUpload={async (file) => {
              if (stored) follow(await uploadCategoryPicture(stored.id, file));
            }}
            onRemove={async () => {
              if (stored) follow(await removePicture.mutateAsync({ categoryId: stored.id, version: stored.version }));
            }}
          />
        </div>
      </div>
      {mayWrite ? <Footer editor={editor} formId={formId} /> : null}
    </div>
  );
}

function Footer({ editor, formId }: { editor: Editor; formId: string }) {
  const t = useTranslations("adminCategories");
  const { stored, isDirty, busy } = editor;
  return (
    <SaveBar>
      {stored === null ? null : (
        <>
          <p className="mr-auto text-muted">{t(isDirty ? "edit.unsaved" : "edit.allSaved")}</p>
          <Button variant="quiet" size="sm" disabled={!isDirty} onClick={editor.discard}>
            {t("edit.discard")}
          </Button>
        </>
      )}
      <Button type="submit" form={formId} size="sm" busy={busy} disabled={stored !== null && !isDirty}>
        {t(stored === null ? "new.save" : "edit.save")}
      </Button>
    </SaveBar>
  );
}
