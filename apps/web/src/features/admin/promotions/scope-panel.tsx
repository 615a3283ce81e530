"use client";

import type { CategoryId, CollectionId, ProductId } from "@cartwright/contracts/ids";
import { SCOPE_MAX } from "@cartwright/contracts/promotions";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button, IconButton } from "@cartwright/ui/button";
import { TextField } from "@cartwright/ui/field";
import { SelectField } from "@cartwright/ui/select";
import { X } from "lucide-react";
import { useState } from "react";
import { api } from "../../../trpc/react.tsx";
import type { CategoryChoice } from "../products/category-choices.ts";
import { QUERY_MAX } from "../shell/list-search.ts";
import { Panel } from "../shell/panel.tsx";
import { useSettled } from "../shell/use-settled.ts";
import type { Named } from "./promotion-form.ts";
import type { PromotionEditor } from "./use-promotion-editor.ts";

/** Products that a search offers. */
const FOUND_MAX = 6;

interface ScopePanelProps {
  editor: PromotionEditor;
  categories: readonly CategoryChoice[];
  mayWrite: boolean;
}

/** The categories, collections and products that the promotion is for. Everything, if none is named. */
export function ScopePanel({ editor, categories, mayWrite }: ScopePanelProps) {
  const t = useTranslations("adminPromotions");
  const { form, errors, theirs, set } = editor;
  const isFull = (named: readonly unknown[]) => named.length >= SCOPE_MAX;
  const left = categories.filter(({ id }) => form.categories.every((chosen) => chosen.id !== id));
  return (
    <Panel title={t("panel.scope")}>
      <div className="grid gap-4">
        {form.categories.length + form.collections.length + form.products.length === 0 ? (
          <p className="text-muted">{t("scope.everything")}</p>
        ) : null}
        <Chosen
          title={t("field.categories")}
          items={form.categories}
          onRemove={mayWrite ? (id) => set({ categories: form.categories.filter((each) => each.id !== id) }) : null}
        />
        {mayWrite ? (
          <SelectField
            label={t("field.addCategory")}
            optional
            error={errors.categories}
            {...(theirs.categories === undefined ? {} : { hint: theirs.categories })}
            value=""
            disabled={isFull(form.categories)}
            onChange={(event) => {
              const chosen = categories.find(({ id }) => id === event.target.value);
              if (!chosen) return;
              // The server checks again that it is one.
              const category = { id: chosen.id as CategoryId, title: chosen.label };
              set({ categories: [...form.categories, category] });
            }}
          >
            <option value="">{t("scope.choose")}</option>
            {left.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </SelectField>
        ) : null}
        <Chosen
          title={t("field.collections")}
          items={form.collections}
          onRemove={mayWrite ? (id) => set({ collections: form.collections.filter((each) => each.id !== id) }) : null}
        />
        {mayWrite ? (
          <CollectionSearch
            chosen={form.collections}
            error={errors.collections}
            note={isFull(form.collections) ? t("scope.full", { max: SCOPE_MAX }) : theirs.collections}
            onChosen={
              isFull(form.collections) ? null : (collection) => set({ collections: [...form.collections, collection] })
            }
          />
        ) : null}
        <Chosen
          title={t("field.products")}
          items={form.products}
          onRemove={mayWrite ? (id) => set({ products: form.products.filter((each) => each.id !== id) }) : null}
        />
        {mayWrite ? (
          <ProductSearch
            chosen={form.products}
            error={errors.products}
            note={isFull(form.products) ? t("scope.full", { max: SCOPE_MAX }) : theirs.products}
            onChosen={isFull(form.products) ? null : (product) => set({ products: [...form.products, product] })}
          />
        ) : null}
      </div>
    </Panel>
  );
}

interface ChosenProps<Id> {
  title: string;
  items: readonly Named<Id>[];
  onRemove: ((id: Id) => void) | null;
}

function Chosen<Id extends string>({ title, items, onRemove }: ChosenProps<Id>) {
  const t = useTranslations("adminPromotions");
  if (items.length === 0) return null;
  return (
    <ul aria-label={title} className="flex flex-wrap gap-2">
      {items.map((item) => (
        <li key={item.id} className="flex items-center gap-1 rounded-md border border-line bg-sunk pr-1 pl-3 text-sm">
          <span className="py-1.5">{item.title}</span>
          {onRemove === null ? null : (
            <IconButton size="sm" label={t("scope.remove", { title: item.title })} onClick={() => onRemove(item.id)}>
              <X aria-hidden="true" className="size-3.5" />
            </IconButton>
          )}
        </li>
      ))}
    </ul>
  );
}

interface SearchProps<Id> {
  chosen: readonly Named<Id>[];
  error: string | undefined;
  note: string | undefined;
  onChosen: ((item: Named<Id>) => void) | null;
}

/** Finds products as the products page does. */
function ProductSearch(props: SearchProps<ProductId>) {
  const t = useTranslations("adminPromotions");
  const [typed, setTyped] = useState("");
  const query = useSettled(typed.trim());
  const { data } = api.admin.products.list.useQuery({ query, limit: FOUND_MAX }, { enabled: query !== "" });
  const texts = { label: t("field.addProduct"), hint: t("field.addProductHint"), none: t("scope.noProduct") };
  return (
    <ScopeSearch {...props} {...texts} typed={typed} setTyped={setTyped} found={query === "" ? null : data?.items} />
  );
}

/** Finds collections by their titles. */
function CollectionSearch(props: SearchProps<CollectionId>) {
  const t = useTranslations("adminPromotions");
  const [typed, setTyped] = useState("");
  const query = useSettled(typed.trim());
  const { data } = api.admin.collections.list.useQuery({ query, limit: FOUND_MAX }, { enabled: query !== "" });
  const texts = { label: t("field.addCollection"), hint: t("field.addCollectionHint"), none: t("scope.noCollection") };
  return (
    <ScopeSearch {...props} {...texts} typed={typed} setTyped={setTyped} found={query === "" ? null : data?.items} />
  );
}

interface ScopeSearchProps<Id> extends SearchProps<Id> {
  label: string;
  hint: string;
  /** Said when nothing was found. */
  none: string;
  typed: string;
  setTyped: (text: string) => void;
  /** Null while nothing is searched for, undefined while it is. */
  found: readonly Named<Id>[] | null | undefined;
}

/** A search field; each result is a button that adds it. */
function ScopeSearch<Id extends string>(props: ScopeSearchProps<Id>) {
  const { chosen, error, note, onChosen, label, hint, none, typed, setTyped, found } = props;
  const t = useTranslations("adminPromotions");
  const left = (found ?? []).filter(({ id }) => chosen.every((each) => each.id !== id));
  return (
    <div className="grid gap-2">
      <TextField
        label={label}
        optional
        type="search"
        hint={note ?? hint}
        error={error}
        autoComplete="off"
        maxLength={QUERY_MAX}
        value={typed}
        disabled={onChosen === null}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          // Enter must not save the promotion.
          if (event.key === "Enter") event.preventDefault();
        }}
      />
      {found && left.length === 0 ? <p className="text-sm text-muted">{none}</p> : null}
      {left.length === 0 || onChosen === null ? null : (
        <ul className="grid justify-items-start gap-1">
          {left.map(({ id, title }) => (
            <li key={id}>
              <Button
                size="sm"
                variant="quiet"
                onClick={() => {
                  onChosen({ id, title });
                  setTyped("");
                }}
              >
                {t("scope.add", { title })}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
