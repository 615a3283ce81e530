"use client";

import type { LineDownloads } from "@cartwright/contracts/downloads";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Notice } from "@cartwright/ui/notice";
import { Download } from "lucide-react";
import { useState } from "react";
import { useErrorMessage } from "../../trpc/use-error-message.ts";
import { formatBytes } from "./format-bytes.ts";

interface DownloadListProps {
  downloads: LineDownloads;
  /** Counts a download, and returns the path that serves it. */
  onStart: (fileId: string) => Promise<string>;
  /** What has been downloaded is counted. */
  onStarted: () => void;
}

const dayFormat = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** The files of a line, each with a button and what is left of it. */
export function DownloadList({ downloads, onStart, onStarted }: DownloadListProps) {
  const t = useTranslations("downloads");
  const errorMessage = useErrorMessage();
  const [busy, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);

  async function start(fileId: string): Promise<void> {
    setBusy(fileId);
    setError(null);
    try {
      // The response is an attachment, so the page stays.
      window.location.assign(await onStart(fileId));
      onStarted();
    } catch (cause) {
      setError(cause);
    } finally {
      setBusy(null);
    }
  }

  return (
    <div className="grid gap-3">
      <ul className="grid gap-2">
        {downloads.files.map((file) => (
          <li key={file.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md border border-line p-3">
            <span className="grid min-w-0 grow">
              <span className="truncate text-sm font-medium">{file.name}</span>
              <span className="figures text-xs text-muted">
                {formatBytes(file.bytes)} · {t("left", { left: file.left })}
              </span>
            </span>
            <Button
              variant="secondary"
              size="sm"
              aria-label={t("download", { name: file.name })}
              busy={busy === file.id}
              disabled={!downloads.open || file.left === 0}
              onClick={() => void start(file.id)}
            >
              <Download aria-hidden="true" className="size-4" />
            </Button>
          </li>
        ))}
      </ul>
      <p className="text-sm text-muted">
        {downloads.open ? t("until", { date: dayFormat.format(new Date(downloads.expiresAt)) }) : t("ended")}
      </p>
      {error ? (
        <Notice tone="bad" urgent>
          {errorMessage(error)}
        </Notice>
      ) : null}
    </div>
  );
}
