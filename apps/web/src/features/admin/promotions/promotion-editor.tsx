"use client";

import type { AdminPromotion } from "@cartwright/contracts/promotions";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Notice } from "@cartwright/ui/notice";
import type { CategoryChoice } from "../products/category-choices.ts";
import { Panel } from "../shell/panel.tsx";
import { useTimeZone } from "../shell/shop-time.tsx";
import { BackLink } from "../shell/back-link.tsx";
import { SaveBar } from "../shell/save-bar.tsx";
import { ArchivePromotion } from "./archive-promotion.tsx";
import { ConditionsPanel, DatesPanel } from "./conditions-panel.tsx";
import { describePromotion } from "./describe-promotion.ts";
import { EarnedPanel, UsesPanel } from "./earned-panel.tsx";
import { StateOfPromotion } from "./promotion-table.tsx";
import { ScopePanel } from "./scope-panel.tsx";
import { type PromotionEditor as Editor, usePromotionEditor } from "./use-promotion-editor.ts";
import { MethodPanel, ValuePanel } from "./value-panel.tsx";

interface PromotionEditorProps {
  /** Null for a new one. */
  initial: AdminPromotion | null;
  categories: readonly CategoryChoice[];
  mayWrite: boolean;
}

/** A promotion, new or not, with a sentence that says what it will do before it is saved. */
export function PromotionEditor({ initial, categories, mayWrite: mayEver }: PromotionEditorProps) {
  const t = useTranslations("adminPromotions");
  const editor = usePromotionEditor(initial);
  const { stored } = editor;
  const mayWrite = mayEver && stored?.state !== "archived";
  const title = stored === null ? t("new.title") : (stored.code ?? (stored.title || t("untitled")));
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
        <BackLink href="/admin/promotions" label={t("title")} />
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h1 className="text-xl wrap-anywhere">{title}</h1>
          {stored === null ? null : <StateOfPromotion state={stored.state} />}
          {stored !== null && mayWrite ? <ArchivePromotion promotion={stored} onChanged={editor.take} /> : null}
        </div>
      </header>
      {editor.refusal === null ? null : (
        <Notice tone="bad" urgent>
          {editor.refusal}
        </Notice>
      )}
      {stored?.state === "archived" ? <Notice>{t("edit.archived")}</Notice> : null}
      {mayEver ? null : <Notice>{t("edit.readOnly")}</Notice>}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid gap-6">
          <MethodPanel editor={editor} mayWrite={mayWrite} />
          <ValuePanel editor={editor} mayWrite={mayWrite} />
          <ScopePanel editor={editor} categories={categories} mayWrite={mayWrite} />
          <ConditionsPanel editor={editor} mayWrite={mayWrite} />
          <DatesPanel editor={editor} mayWrite={mayWrite} />
        </div>
        <div className="grid gap-6 lg:sticky lg:top-6">
          <Panel title={t("panel.summary")}>
            <Words editor={editor} />
          </Panel>
          {stored === null ? null : <EarnedPanel promotion={stored} />}
          {stored === null ? null : <UsesPanel promotion={stored} />}
        </div>
      </div>
      {mayWrite ? <Footer editor={editor} /> : null}
    </form>
  );
}

function Words({ editor: { form, input } }: { editor: Editor }) {
  const t = useTranslations("adminPromotions");
  const timeZone = useTimeZone();
  if (input === null) return <p className="text-muted">{t("words.unfinished")}</p>;
  const names = [...form.categories, ...form.collections, ...form.products].map(({ title }) => title);
  const areCategories = form.products.length === 0;
  return <output className="block">{describePromotion(t, { ...input, names, areCategories }, timeZone)}</output>;
}

function Footer({ editor }: { editor: Editor }) {
  const t = useTranslations("adminPromotions");
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
