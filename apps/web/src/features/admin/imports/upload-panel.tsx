"use client";

import type { ImportId } from "@cartwright/contracts/ids";
import { IMPORT_BYTES_MAX } from "@cartwright/contracts/product-imports";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { classNames } from "@cartwright/ui/class-names";
import { Notice } from "@cartwright/ui/notice";
import { Upload } from "lucide-react";
import { useRef, useState } from "react";
import { Panel } from "../shell/panel.tsx";
import { ProgressBar } from "./progress-bar.tsx";
import { useImportUpload } from "./use-import-upload.ts";

/** Takes a product file by choice or by drop, and shows how much of it has been sent. */
export function UploadPanel({ onUploaded }: { onUploaded: (id: ImportId) => void }) {
  const t = useTranslations("adminImports");
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const { sending, problem, upload, cancel } = useImportUpload(onUploaded);
  return (
    <Panel title={t("upload.title")}>
      <div className="grid gap-4">
        {problem === null ? null : (
          <Notice tone="bad" urgent>
            {problem}
          </Notice>
        )}
        {sending ? (
          <div className="grid gap-3">
            <ProgressBar
              label={t("upload.title")}
              text={t("upload.progress", { name: sending.name, percent: sending.percent })}
              share={sending.percent / 100}
            />
            <Button variant="secondary" size="sm" className="justify-self-start" onClick={cancel}>
              {t("upload.cancel")}
            </Button>
          </div>
        ) : (
          // Dropping is a convenience: the button does the same.
          // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- see above
          <div
            onDragOver={(event) => {
              event.preventDefault();
              setIsOver(true);
            }}
            onDragLeave={() => setIsOver(false)}
            onDrop={(event) => {
              event.preventDefault();
              setIsOver(false);
              void upload([...event.dataTransfer.files]);
            }}
            className={classNames(
              "grid justify-items-center gap-3 rounded-md border border-dashed px-4 py-8 text-center transition-colors",
              isOver ? "border-ink bg-sunk" : "border-line-strong",
            )}
          >
            <Upload aria-hidden="true" className="size-5 text-muted" />
            <p>{t("upload.drop")}</p>
            <input
              ref={input}
              type="file"
              accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
              hidden
              aria-label={t("upload.input")}
              onChange={(event) => {
                void upload([...(event.target.files ?? [])]);
                event.target.value = "";
              }}
            />
            <Button onClick={() => input.current?.click()}>{t("upload.choose")}</Button>
            <p className="text-sm text-muted">{t("upload.limit", { max: IMPORT_BYTES_MAX / 1_048_576 })}</p>
          </div>
        )}
      </div>
    </Panel>
  );
}
