"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { ChevronDown } from "lucide-react";
import Link from "next/link";
import { type FocusEvent, useRef } from "react";
import type { NavCategory } from "./nav-category.ts";

const LINK = "block rounded-md px-3 py-1.5 text-sm hover:bg-sunk";

/** Every category with its own categories below it, for wide screens. Works without a script, except that it stays open. */
export function CategoryMenu({ categories }: { categories: readonly NavCategory[] }) {
  const t = useTranslations("navigation");
  const details = useRef<HTMLDetailsElement>(null);
  const close = () => details.current?.removeAttribute("open");
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it only hears of what its links and summary do
    <details
      ref={details}
      className="group"
      onBlur={(event: FocusEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget)) close();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        close();
        details.current?.querySelector("summary")?.focus();
      }}
    >
      <summary className="inline-flex h-11 list-none items-center gap-1.5 rounded-md px-3 text-sm text-ink-soft transition-colors hover:bg-sunk hover:text-ink [&::-webkit-details-marker]:hidden">
        {t("allCategories")}
        <ChevronDown aria-hidden="true" className="size-4 transition-transform group-open:rotate-180" />
      </summary>
      <div className="absolute inset-x-0 top-full max-h-[80dvh] overflow-auto border-b border-line bg-paper shadow-raised">
        <ul className="page grid grid-cols-3 gap-x-8 gap-y-6 py-8 xl:grid-cols-4">
          {categories.map(({ slug, title, children }) => (
            <li key={slug}>
              <Link href={`/c/${slug}`} prefetch={false} onClick={close} className={`${LINK} font-medium`}>
                {title}
              </Link>
              <Subcategories categories={children} onChosen={close} />
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
}

/** The categories below one, each with those below it. */
function Subcategories({ categories, onChosen }: { categories: readonly NavCategory[]; onChosen: () => void }) {
  if (categories.length === 0) return null;
  return (
    <ul>
      {categories.map(({ slug, title, children }) => (
        <li key={slug}>
          <Link href={`/c/${slug}`} prefetch={false} onClick={onChosen} className={`${LINK} text-ink-soft`}>
            {title}
          </Link>
          {children.length === 0 ? null : (
            <div className="pl-3">
              <Subcategories categories={children} onChosen={onChosen} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
