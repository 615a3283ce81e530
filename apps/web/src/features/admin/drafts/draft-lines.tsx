"use client";

import { fullTitle } from "@cartwright/contracts/only-variant";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { TextField } from "@cartwright/ui/field";
import { Quantity } from "@cartwright/ui/quantity";
import { useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { useSettled } from "../shell/use-settled.ts";
import type { EditedLine } from "./use-draft.ts";

const QUANTITY_MAX = 999;
const FOUND_MAX = 8;

interface DraftLinesProps {
  lines: readonly EditedLine[];
  error: string | undefined;
  onChange: (lines: readonly EditedLine[]) => void;
}

/** The items of a draft: found by title or SKU, each with its quantity. */
export function DraftLines({ lines, error, onChange }: DraftLinesProps) {
  const t = useTranslations("adminDrafts");
  const [query, setQuery] = useState("");
  const asked = useSettled(query.trim());
  const found = api.admin.inventory.list.useQuery(
    { query: asked, limit: FOUND_MAX },
    { enabled: asked !== "", retry: false },
  );
  const rows =
    asked === ""
      ? []
      : (found.data?.items ?? []).filter((row) => !lines.some((line) => line.variantId === row.variantId));
  return (
    <div className="grid gap-4">
      {lines.length === 0 ? <p className="text-sm text-muted">{t("products.empty")}</p> : null}
      <ul className="grid gap-3">
        {lines.map((line) => (
          <li key={line.variantId} className="flex flex-wrap items-center justify-between gap-3">
            <span className="grid min-w-0 grow basis-40">
              <span className="font-medium break-words">{fullTitle(line)}</span>
              {line.sku === null ? null : <span className="font-mono text-xs text-muted">{line.sku}</span>}
            </span>
            <Quantity
              label={t("products.quantity", { title: fullTitle(line) })}
              value={line.quantity}
              min={1}
              max={QUANTITY_MAX}
              onChange={(quantity) =>
                onChange(lines.map((each) => (each.variantId === line.variantId ? { ...each, quantity } : each)))
              }
              className="shrink-0"
            />
            <Button
              variant="quiet"
              size="sm"
              aria-label={t("products.removeOf", { title: fullTitle(line) })}
              onClick={() => onChange(lines.filter(({ variantId }) => variantId !== line.variantId))}
            >
              {t("products.remove")}
            </Button>
          </li>
        ))}
      </ul>
      <TextField
        label={t("products.search")}
        type="search"
        autoComplete="off"
        maxLength={200}
        value={query}
        error={error}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={(event) => {
          // It finds as it is typed. The form is not sent from here.
          if (event.key === "Enter") event.preventDefault();
        }}
      />
      <div aria-live="polite" className="grid gap-2">
        {asked !== "" && found.data && rows.length === 0 ? (
          <p className="text-sm text-muted">{t("products.none")}</p>
        ) : null}
        {rows.map(({ variantId, productTitle: title, variantTitle, sku, available }) => (
          <div key={variantId} className="flex items-center justify-between gap-3">
            <span className="grid min-w-0">
              <span className="text-sm font-medium break-words">{fullTitle({ title, variantTitle })}</span>
              <span className="text-xs text-muted">
                {[sku, t("products.available", { count: available })].filter(Boolean).join(" · ")}
              </span>
            </span>
            <Button
              variant="secondary"
              size="sm"
              className="shrink-0"
              aria-label={t("products.addOf", { title: fullTitle({ title, variantTitle }) })}
              onClick={() => {
                onChange([...lines, { variantId, title, variantTitle, sku, quantity: 1 }]);
                setQuery("");
              }}
            >
              {t("products.add")}
            </Button>
          </div>
        ))}
      </div>
    </div>
  );
}
