"use client";

import type { ImportId } from "@cartwright/contracts/ids";
import type { AdminImport, AdminImportPage } from "@cartwright/contracts/product-imports";
import { useTranslations } from "@cartwright/messages/use-translations";
import { useRouter } from "next/navigation";
import { BackLink } from "../shell/back-link.tsx";
import { LiveState } from "../shell/live-state.tsx";
import { ImportHistory } from "./import-history.tsx";
import { ImportPanel } from "./import-panel.tsx";
import { importPath } from "./import-path.ts";
import { UploadPanel } from "./upload-panel.tsx";
import { useImports } from "./use-imports.ts";

interface ImportsViewProps {
  initial: AdminImportPage;
  /** The import that the address names, and the one that is read already. */
  chosen: ImportId | null;
  first: AdminImport | null;
}

/** Imports of product files: upload one, follow it, decide on it, and look at earlier ones. */
export function ImportsView({ initial, chosen, first }: ImportsViewProps) {
  const t = useTranslations("adminImports");
  const products = useTranslations("adminProducts");
  const router = useRouter();
  const { history, live, shown, readAgain } = useImports(initial, chosen);
  return (
    <div className="grid gap-4">
      <BackLink href="/admin/products" label={products("title")} />
      <div className="grid gap-1">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <h1 className="text-xl">{t("title")}</h1>
          <LiveState state={live} />
        </div>
        <p className="max-w-prose text-sm text-ink-soft">{t("intro")}</p>
      </div>
      <UploadPanel
        onUploaded={(id) => {
          readAgain();
          router.replace(importPath(id), { scroll: false });
        }}
      />
      {shown === null ? null : (
        <ImportPanel key={shown} importId={shown} first={first} live={live} onChanged={readAgain} />
      )}
      <ImportHistory history={history} shown={shown} />
    </div>
  );
}
