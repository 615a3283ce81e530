import { zoneOf } from "./arrows.ts";
import { type Finding, isTest } from "./finding.ts";
import { targetOf } from "./rules.ts";
import type { SourceFile } from "./source-files.ts";

/** Imports of another zone's `*.sql.ts`. These hold its private statements; other zones call its use cases. */
export function checkPrivateStatements(files: readonly SourceFile[]): Finding[] {
  const known = new Set(files.map((file) => file.path));
  return files
    .filter((file) => !isTest(file.path))
    .flatMap((file) =>
      file.imports.flatMap(({ specifier, line }) => {
        const target = targetOf(file, specifier, known);
        if (!target?.path?.endsWith(".sql.ts") || target.zone === zoneOf(file.path)) return [];
        const message = `${target.path} holds the private statements of ${target.zone}: call one of its use cases`;
        return [{ path: file.path, line, message }];
      }),
    );
}
