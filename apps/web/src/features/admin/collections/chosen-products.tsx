"use client";

import { CHOSEN_MAX, type ChosenProduct } from "@cartwright/contracts/collections";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Badge } from "@cartwright/ui/badge";
import { Button, IconButton } from "@cartwright/ui/button";
import { TextField } from "@cartwright/ui/field";
import { ArrowDown, ArrowUp, X } from "lucide-react";
import { useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { QUERY_MAX } from "../shell/list-search.ts";
import { Thumbnail } from "../shell/thumbnail.tsx";
import { useSettled } from "../shell/use-settled.ts";
import type { CollectionEditor } from "./use-collection-editor.ts";

/** Products that a search offers. */
const FOUND_MAX = 8;

/** The chosen products in their order, and a search for more. */
export function ChosenProducts({ editor, mayWrite }: { editor: CollectionEditor; mayWrite: boolean }) {
  const t = useTranslations("adminCollections");
  const { form, errors, theirs, set } = editor;
  const { products } = form;
  const isFull = products.length >= CHOSEN_MAX;
  function move(from: number, by: -1 | 1): void {
    const [moved] = products.slice(from, from + 1);
    if (!moved) return;
    set({ products: products.toSpliced(from, 1).toSpliced(from + by, 0, moved) });
  }
  return (
    <div className="grid gap-4">
      {mayWrite ? (
        <ProductSearch
          chosen={products}
          error={errors["products"]}
          note={isFull ? t("chosen.full", { max: CHOSEN_MAX }) : theirs["products"]}
          onChosen={isFull ? null : (product) => set({ products: [...products, product] })}
        />
      ) : null}
      {products.length === 0 ? <p className="text-muted">{t("chosen.none")}</p> : null}
      <ol aria-label={t("chosen.list")} className="grid">
        {products.map((product, index) => (
          <li key={product.id} className="flex items-center gap-3 border-b border-line py-2 last:border-0">
            <Thumbnail url={product.imageUrl} />
            <span className="min-w-0 grow truncate">{product.title}</span>
            {product.status === "active" ? null : <Badge tone="warn">{t("chosen.notOnSale")}</Badge>}
            {mayWrite ? (
              <span className="flex shrink-0">
                <IconButton
                  size="sm"
                  label={t("chosen.up", { title: product.title })}
                  disabled={index === 0}
                  onClick={() => move(index, -1)}
                >
                  <ArrowUp aria-hidden="true" className="size-4" />
                </IconButton>
                <IconButton
                  size="sm"
                  label={t("chosen.down", { title: product.title })}
                  disabled={index === products.length - 1}
                  onClick={() => move(index, 1)}
                >
                  <ArrowDown aria-hidden="true" className="size-4" />
                </IconButton>
                <IconButton
                  size="sm"
                  label={t("chosen.remove", { title: product.title })}
                  onClick={() => set({ products: products.filter(({ id }) => id !== product.id) })}
                >
                  <X aria-hidden="true" className="size-4" />
                </IconButton>
              </span>
            ) : null}
          </li>
        ))}
      </ol>
    </div>
  );
}

interface ProductSearchProps {
  chosen: readonly ChosenProduct[];
  error: string | undefined;
  note: string | undefined;
  onChosen: ((product: ChosenProduct) => void) | null;
}

/** Finds products as the products page does; each result is a button that adds it. */
function ProductSearch({ chosen, error, note, onChosen }: ProductSearchProps) {
  const t = useTranslations("adminCollections");
  const [typed, setTyped] = useState("");
  const query = useSettled(typed.trim());
  const { data } = api.admin.products.list.useQuery({ query, limit: FOUND_MAX }, { enabled: query !== "" });
  const found = query === "" ? [] : (data?.items ?? []).filter(({ id }) => chosen.every((each) => each.id !== id));
  return (
    <div className="grid gap-2">
      <TextField
        label={t("chosen.add")}
        type="search"
        hint={note ?? t("chosen.addHint")}
        error={error}
        autoComplete="off"
        maxLength={QUERY_MAX}
        value={typed}
        disabled={onChosen === null}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          // Enter must not save the collection.
          if (event.key === "Enter") event.preventDefault();
        }}
      />
      {query !== "" && data && found.length === 0 ? (
        <p className="text-sm text-muted">{t("chosen.noProduct")}</p>
      ) : null}
      {found.length === 0 || onChosen === null ? null : (
        <ul className="grid justify-items-start gap-1">
          {found.map(({ id, title, status, imageUrl }) => (
            <li key={id}>
              <Button size="sm" variant="quiet" onClick={() => onChosen({ id, title, status, imageUrl })}>
                <Thumbnail url={imageUrl} />
                {t("chosen.addOne", { title })}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
