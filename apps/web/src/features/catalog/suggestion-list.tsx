"use client";

import { formatMoney } from "@cartwright/contracts/amounts";
import type { ProductCard } from "@cartwright/contracts/catalog";
import { useTranslations } from "@cartwright/messages/use-translations";
import { classNames } from "@cartwright/ui/class-names";
import Link from "next/link";
import type { RefObject } from "react";
import { Picture } from "./picture.tsx";
import type { SuggestionGroup } from "./suggestion-groups.ts";

interface SuggestionListProps {
  list: RefObject<HTMLDivElement | null>;
  id: string;
  groups: readonly SuggestionGroup[];
  /** The option that the arrow keys have reached. */
  active: number;
  onFollowed: () => void;
}

// oxlint-disable jsx-a11y/prefer-tag-over-role -- the platform has no element for a list of suggestions with groups and pictures

/** The open list of suggestions. Options are links, so that they open in a new tab as well. */
export function SuggestionList({ list, id, groups, active, onFollowed }: SuggestionListProps) {
  const t = useTranslations("productList");
  const starts = groups.map((_, at) => groups.slice(0, at).reduce((sum, { options }) => sum + options.length, 0));
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      tabIndex={-1}
      aria-label={t("suggestions.label")}
      // The focus stays in the box.
      onMouseDown={(event) => event.preventDefault()}
      className="absolute inset-x-0 top-full z-20 mt-1.5 grid max-h-[min(32rem,60dvh)] gap-2 overflow-y-auto rounded-lg border border-line bg-surface p-2 shadow-raised"
    >
      {groups.map(({ name, options }, group) => (
        <div key={name} role="group" aria-label={t(`suggestions.${name}`)}>
          <div aria-hidden="true" className="px-2 pt-1 pb-1.5 text-xs text-muted">
            {t(`suggestions.${name}`)}
          </div>
          {options.map(({ href, title, product }, at) => {
            const place = (starts[group] ?? 0) + at;
            return (
              <Link
                key={href}
                id={`${id}-${place}`}
                href={href}
                prefetch={false}
                role="option"
                tabIndex={-1}
                aria-selected={place === active}
                onClick={onFollowed}
                className={classNames(
                  "flex min-h-11 items-center gap-3 rounded-md px-2 py-1 hover:bg-sunk",
                  place === active && "bg-sunk outline-2 -outline-offset-2 outline-accent",
                )}
              >
                {product ? <ProductOption product={product} /> : title}
              </Link>
            );
          })}
        </div>
      ))}
    </div>
  );
}

function ProductOption({ product }: { product: ProductCard }) {
  const t = useTranslations("product");
  const price = formatMoney(product.priceMinor, product.currency);
  return (
    <>
      {/* The title says what it shows. */}
      <span aria-hidden="true" className="w-12 shrink-0">
        <Picture image={product.image} title={product.title} sizes="3rem" className="rounded-md" />
      </span>
      <span className="min-w-0 grow">{product.title}</span>
      <span className="figures shrink-0 text-sm text-ink-soft">
        {product.inStock
          ? product.priceMaxMinor > product.priceMinor
            ? t("price.from", { price })
            : price
          : t("soldOut")}
      </span>
    </>
  );
}
