"use client";

import type { AdminCollection } from "@cartwright/contracts/collections";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Notice } from "@cartwright/ui/notice";
import type { CategoryChoice } from "../products/category-choices.ts";
import { BackLink } from "../shell/back-link.tsx";
import { SaveBar } from "../shell/save-bar.tsx";
import { DetailsPanel } from "./details-panel.tsx";
import { MembersPanel } from "./members-panel.tsx";
import { CollectionPicture } from "./collection-picture.tsx";
import { PreviewPanel } from "./preview-panel.tsx";
import { RemoveCollection } from "./remove-collection.tsx";
import { type CollectionEditor as Editor, useCollectionEditor } from "./use-collection-editor.ts";

interface CollectionEditorProps {
  /** Null for a new one. */
  initial: AdminCollection | null;
  categories: readonly CategoryChoice[];
  mayWrite: boolean;
}

/** A collection, new or not, with what its conditions match before they are saved. */
export function CollectionEditor({ initial, categories, mayWrite }: CollectionEditorProps) {
  const t = useTranslations("adminCollections");
  const editor = useCollectionEditor(initial);
  const { stored } = editor;
  const title = stored === null ? t("new.title") : stored.title;
  return (
    <form
      noValidate
      aria-label={title}
      className="grid gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        void editor.submit();
      }}
    >
      <header className="grid gap-3">
        <BackLink href="/admin/collections" label={t("title")} />
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h1 className="text-xl wrap-anywhere">{title}</h1>
          {stored === null ? null : (
            <div className="ml-auto flex flex-wrap items-center gap-3">
              <a href={`/collections/${stored.slug}`} className="link link-alone">
                {t("viewInShop")}
              </a>
              {mayWrite ? <RemoveCollection collection={stored} /> : null}
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
        <div className="grid gap-6">
          <DetailsPanel editor={editor} mayWrite={mayWrite} />
          <MembersPanel editor={editor} categories={categories} mayWrite={mayWrite} />
        </div>
        <div className="grid gap-6 lg:sticky lg:top-6">
          <PreviewPanel editor={editor} />
          <CollectionPicture editor={editor} mayWrite={mayWrite} />
        </div>
      </div>
      {mayWrite ? <Footer editor={editor} /> : null}
    </form>
  );
}

function Footer({ editor }: { editor: Editor }) {
  const t = useTranslations("adminCollections");
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
      <Button type="submit" size="sm" busy={busy} disabled={stored !== null && !isDirty}>
        {t(stored === null ? "new.save" : "edit.save")}
      </Button>
    </SaveBar>
  );
}
