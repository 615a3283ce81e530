"use client";

import type { ImportId } from "@cartwright/contracts/ids";
import { type AdminImportRow, findingsPath, IMPORT_KEPT_DAYS } from "@cartwright/contracts/product-imports";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Badge } from "@cartwright/ui/badge";
import { classNames } from "@cartwright/ui/class-names";
import { Table, Td, Th } from "@cartwright/ui/table";
import { Download } from "lucide-react";
import Link from "next/link";
import type { ComponentProps } from "react";
import { ListPane } from "../shell/list-pane.tsx";
import { Timestamp } from "../shell/timestamp.tsx";
import { importPath } from "./import-path.ts";
import { importLabel } from "./import-tone.ts";

const WIDE = "max-md:hidden";
const CELL = "py-2 align-top";

interface ImportHistoryProps {
  history: Omit<ComponentProps<typeof ListPane>["list"], "items"> & { readonly items: readonly AdminImportRow[] };
  shown: ImportId | null;
}

/** Earlier imports: who, when, which file, what came of it, and its report. */
export function ImportHistory({ history, shown }: ImportHistoryProps) {
  const t = useTranslations("adminImports");
  const { items } = history;
  return (
    <section aria-label={t("history.title")} className="grid gap-3">
      <div className="grid gap-1">
        <h2 className="text-base">{t("history.title")}</h2>
        <p className="text-sm text-muted">{t("history.kept", { days: IMPORT_KEPT_DAYS })}</p>
      </div>
      <ListPane
        list={history}
        countText={t("history.count", { count: items.length })}
        empty={t("history.empty")}
        hasSearch={false}
      >
        <Table caption={t("history.caption")}>
          <thead>
            <tr>
              <Th>{t("column.file")}</Th>
              <Th>{t("column.state")}</Th>
              <Th className={WIDE}>{t("column.result")}</Th>
              <Th className={WIDE}>{t("column.author")}</Th>
              <Th className={classNames(WIDE, "text-right")}>{t("column.when")}</Th>
              <Th className="text-right">{t("column.report")}</Th>
            </tr>
          </thead>
          <tbody>
            {items.map((each) => (
              <HistoryRow key={each.id} row={each} isShown={each.id === shown} />
            ))}
          </tbody>
        </Table>
      </ListPane>
    </section>
  );
}

function HistoryRow({ row, isShown }: { row: AdminImportRow; isShown: boolean }) {
  const t = useTranslations("adminImports");
  const { id, fileName, state, counts, author, createdAt, hasFindings } = row;
  const { tone, name } = importLabel(row);
  const result =
    counts && (state === "done" || state === "checked")
      ? t(state === "done" ? "history.result" : "history.planned", counts)
      : null;
  return (
    <tr className={classNames("transition-colors last:*:border-b-0 hover:bg-sunk", isShown && "bg-sunk")}>
      <Td className={classNames(CELL, "max-w-40 sm:max-w-64")}>
        {state === "uploading" ? (
          <span className="block truncate">{fileName}</span>
        ) : (
          <Link
            href={importPath(id)}
            prefetch={false}
            aria-current={isShown ? "true" : undefined}
            className="block min-h-6 truncate font-medium underline-offset-2 hover:underline"
          >
            {fileName}
          </Link>
        )}
        <span className="block text-xs text-muted md:hidden">
          <Timestamp at={createdAt} />
        </span>
      </Td>
      <Td className={CELL}>
        <Badge tone={tone} className="whitespace-nowrap">
          {t(`state.${name}`)}
        </Badge>
      </Td>
      <Td className={classNames(CELL, WIDE, "figures text-ink-soft")}>{result}</Td>
      <Td className={classNames(CELL, WIDE, "max-w-48 truncate text-ink-soft")}>{author ?? t("someone")}</Td>
      <Td className={classNames(CELL, WIDE, "text-right whitespace-nowrap text-muted")}>
        <Timestamp at={createdAt} />
      </Td>
      <Td className={classNames(CELL, "text-right")}>
        {hasFindings ? (
          <a
            href={findingsPath(id)}
            download
            aria-label={t("history.report", { file: fileName })}
            className="inline-grid size-8 place-items-center rounded-md hover:bg-sunk"
          >
            <Download aria-hidden="true" className="size-4" />
          </a>
        ) : null}
      </Td>
    </tr>
  );
}
