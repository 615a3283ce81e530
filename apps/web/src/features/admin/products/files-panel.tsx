"use client";

import { FILE_BYTES_MAX } from "@cartwright/contracts/downloads";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button, IconButton } from "@cartwright/ui/button";
import { Notice } from "@cartwright/ui/notice";
import { Trash2, Upload } from "lucide-react";
import { useRef, useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { formatBytes } from "../../downloads/format-bytes.ts";
import { EmptyPanel, Panel } from "../shell/panel.tsx";
import { uploadFile, UploadFailure } from "./upload-picture.ts";
import type { ProductPageState } from "./use-product-page.ts";

/** The files that buyers of the product's digital variants download. Only orders confirmed later get a new file. */
export function FilesPanel({ page, mayWrite }: { page: ProductPageState; mayWrite: boolean }) {
  const t = useTranslations("adminProducts");
  const errorMessage = useErrorMessage();
  const utils = api.useUtils();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const { product } = page;
  const readAgain = () => utils.admin.products.get.invalidate({ productId: product.id });
  const remove = api.admin.products.removeFile.useMutation({ onSuccess: readAgain });

  async function upload(file: File | undefined): Promise<void> {
    if (!file) return;
    setBusy(true);
    setProblem(null);
    try {
      await uploadFile(product.id, file);
      await readAgain();
    } catch (error) {
      if (!(error instanceof UploadFailure)) throw error;
      setProblem(
        error.problem === "too_large"
          ? t("files.tooLarge", { file: error.file, max: FILE_BYTES_MAX / 1024 ** 2 })
          : t("files.failed", { file: error.file, message: error.text ?? errorMessage(error.cause) }),
      );
    } finally {
      setBusy(false);
    }
  }

  return (
    <Panel
      title={t("files.title")}
      flush
      aside={
        mayWrite ? (
          <>
            <input
              ref={input}
              type="file"
              aria-label={t("files.input")}
              className="sr-only"
              tabIndex={-1}
              onChange={(event) => {
                void upload(event.target.files?.[0]);
                event.target.value = "";
              }}
            />
            <Button variant="quiet" size="sm" busy={busy} onClick={() => input.current?.click()}>
              <Upload aria-hidden="true" className="size-4" />
              {t("files.upload")}
            </Button>
          </>
        ) : null
      }
    >
      {problem === null ? null : (
        <Notice tone="bad" urgent className="m-4">
          {problem}
        </Notice>
      )}
      {remove.error ? (
        <Notice tone="bad" urgent className="m-4">
          {errorMessage(remove.error)}
        </Notice>
      ) : null}
      {product.files.length === 0 ? (
        <EmptyPanel>{t("files.empty", { max: FILE_BYTES_MAX / 1024 ** 2 })}</EmptyPanel>
      ) : null}
      <ul>
        {product.files.map((file) => (
          <li key={file.id} className="flex items-center gap-3 border-b border-line px-4 py-2 last:border-b-0">
            <span className="min-w-0 grow truncate">{file.name}</span>
            <span className="figures text-xs text-muted">{formatBytes(file.bytes)}</span>
            {mayWrite ? (
              <IconButton
                label={t("files.remove", { name: file.name })}
                size="sm"
                disabled={remove.isPending}
                onClick={() => remove.mutate({ productId: product.id, fileId: file.id })}
              >
                <Trash2 aria-hidden="true" className="size-4" />
              </IconButton>
            ) : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
