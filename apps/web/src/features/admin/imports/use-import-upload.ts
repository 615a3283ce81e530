"use client";

import type { ImportId } from "@cartwright/contracts/ids";
import { IMPORT_BYTES_MAX } from "@cartwright/contracts/product-imports";
import { useTranslations } from "@cartwright/messages/use-translations";
import { useEffect, useRef, useState } from "react";
import { ImportUploadFailure, uploadImport } from "./upload-import.ts";

/** A file that is being sent, and how much of it has been. */
interface Sending {
  readonly name: string;
  readonly percent: number;
}

/** Uploads one product file at a time. `onUploaded` gets the id of its import. */
export function useImportUpload(onUploaded: (id: ImportId) => void) {
  const t = useTranslations("adminImports");
  const common = useTranslations("common");
  const [sending, setSending] = useState<Sending | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);
  // A page that is left in the middle of an upload leaves no half of a file behind.
  useEffect(() => () => running.current?.abort(), []);

  function explain(error: unknown, file: string): string {
    if (!(error instanceof ImportUploadFailure)) return t("upload.failed", { file, message: common("unavailable") });
    if (error.problem === "too_large") return t("upload.tooLarge", { file, max: IMPORT_BYTES_MAX / 1_048_576 });
    if (error.problem === "empty") return t("upload.empty", { file });
    if (error.problem === "cancelled") return t("upload.cancelled");
    return t("upload.failed", { file, message: error.text ?? common("unavailable") });
  }

  async function upload(files: readonly File[]): Promise<void> {
    const [file, ...others] = files;
    if (!file || running.current) return;
    if (others.length > 0) {
      setProblem(t("upload.several"));
      return;
    }
    const controller = new AbortController();
    running.current = controller;
    setProblem(null);
    setSending({ name: file.name, percent: 0 });
    try {
      const onProgress = (share: number) => setSending({ name: file.name, percent: Math.floor(share * 100) });
      onUploaded(await uploadImport(file, { signal: controller.signal, onProgress }));
    } catch (error) {
      setProblem(explain(error, file.name));
    } finally {
      running.current = null;
      setSending(null);
    }
  }

  return { sending, problem, upload, cancel: () => running.current?.abort() };
}
