"use client";

import type { BookFindingRow } from "@cartwright/contracts/books";
import { useTranslations } from "@cartwright/messages/use-translations";
import { useFactText } from "./use-fact-text.ts";

/** What is wrong, a sentence for each fact. */
export function FactList({ row }: { row: BookFindingRow }) {
  const t = useTranslations("adminPayments");
  const factText = useFactText();
  if (row.facts.length === 0) return <p>{t("fact.unknown")}</p>;
  const texts = [...new Set(row.facts.map((fact) => factText(row, fact)))];
  return (
    <ul className="grid gap-0.5">
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}
