import type { ImportEntry, ImportReport } from "@cartwright/contracts/product-import";
import { DEFAULT_LOCALE } from "@cartwright/messages/locales";
import { importText } from "./import-text.ts";

const VALUE_SHOWN_MAX = 60;
const NAMES_SHOWN_MAX = 12;

/** A finding as one sentence: where, what is wrong, and what was done instead or what to write. */
export function describeEntry({ line: at, column, value: whole, reason, remedy }: ImportEntry): string {
  const line = String(at);
  const value = whole === null || whole === "" ? null : shown(whole);
  if (column === null) {
    return value === null
      ? importText("entry.row", { line, reason, remedy })
      : importText("entry.rowValue", { line, value, reason, remedy });
  }
  return value === null
    ? importText("entry.cell", { line, column, reason, remedy })
    : importText("entry.cellValue", { line, column, value, reason, remedy });
}

const shown = (value: string) => {
  const oneLine = value.replace(/\s+/g, " ").trim();
  return oneLine.length <= VALUE_SHOWN_MAX ? oneLine : `${oneLine.slice(0, VALUE_SHOWN_MAX)}…`;
};

const SEPARATORS = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar" } as const;

const listed = (names: readonly string[]) =>
  new Intl.ListFormat(DEFAULT_LOCALE).format(
    names.length <= NAMES_SHOWN_MAX ? names : [...names.slice(0, NAMES_SHOWN_MAX), "…"],
  );

/** The report of an import for a terminal, line by line: what was done, and then the findings that it carries. */
export function describeReport(
  report: ImportReport,
  {
    onlyValidFlag,
    reportFlag,
    file,
  }: { readonly onlyValidFlag: string; readonly reportFlag: string; readonly file?: string },
): readonly string[] {
  const { errors, warnings, entries } = report;
  const ofKind = (kind: ImportEntry["kind"], count: number): string[] => {
    if (count === 0) return [];
    const found = entries.filter((entry) => entry.kind === kind);
    const more = count - found.length;
    const heading =
      kind === "error" ? importText("report.errorsTitle", { count }) : importText("report.warnings", { count });
    const rest = file
      ? importText("report.more", { count: more })
      : importText("report.moreInFile", { count: more, flag: reportFlag });
    return [heading, ...found.map((entry) => `  ${describeEntry(entry)}`), ...(more > 0 ? [`  ${rest}`] : []), ""];
  };
  return [
    ...ofKind("error", errors),
    ...ofKind("warning", warnings),
    ...(report.outcome === "refused" ? refusal(report, onlyValidFlag) : summary(report)),
    ...(file ? [importText("report.whole", { count: errors + warnings, file })] : []),
  ];
}

function refusal({ errors, importable }: ImportReport, flag: string): string[] {
  const next = importable === 0 ? importText("report.correct") : importText("report.goOn", { flag, count: importable });
  return [importText("report.refused", { errors }), next];
}

function summary({ file, dryRun, products, variants, stock, categoriesCreated }: ImportReport): string[] {
  const { rows, form, keptColumns, leftColumns, locations } = file;
  const [location] = locations;
  return [
    dryRun ? importText("report.wouldImport", { rows }) : importText("report.imported", { rows }),
    `  ${importText("report.products", products)}`,
    `  ${importText("report.variants", variants)}`,
    `  ${importText("report.stock", { changed: stock.changed, categories: categoriesCreated })}`,
    ...(stock.kept > 0 ? [`  ${importText("report.stockKept", { count: stock.kept })}`] : []),
    ...(stock.untracked > 0 ? [`  ${importText("report.untracked", { count: stock.untracked })}`] : []),
    ...(location !== undefined && locations.length === 1
      ? [`  ${importText("report.location", { name: location })}`]
      : []),
    ...(locations.length > 1
      ? [`  ${importText("report.locations", { count: locations.length, names: listed(locations) })}`]
      : []),
    ...(keptColumns.length > 0 ? [`  ${importText("report.kept", { columns: listed(keptColumns) })}`] : []),
    ...(leftColumns.length > 0 ? [`  ${importText("report.left", { columns: listed(leftColumns) })}`] : []),
    ...(form
      ? [
          `  ${importText("report.form", { encoding: form.encoding.toUpperCase(), separator: SEPARATORS[form.separator] })}`,
        ]
      : []),
  ];
}
