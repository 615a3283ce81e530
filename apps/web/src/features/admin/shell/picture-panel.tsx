"use client";

import type { ProductImage } from "@cartwright/contracts/catalog";
import { PICTURE_KINDS } from "@cartwright/contracts/picture-upload";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Notice } from "@cartwright/ui/notice";
import { toast } from "@cartwright/ui/toast";
import { Upload } from "lucide-react";
import { useRef, useState } from "react";
import { useUploadProblem } from "../products/use-upload-problem.ts";
import { Panel } from "./panel.tsx";

interface PicturePanelProps {
  /** Null for none; undefined while what it belongs to is not saved yet. */
  image: ProductImage | null | undefined;
  mayWrite: boolean;
  onUpload: (file: File) => Promise<void>;
  onRemove: () => Promise<void>;
}

/** The one picture of a page, such as a category's. Changes take effect at once. */
export function PicturePanel({ image, mayWrite, onUpload, onRemove }: PicturePanelProps) {
  const t = useTranslations("admin");
  const problemOf = useUploadProblem();
  const input = useRef<HTMLInputElement>(null);
  const [doing, setDoing] = useState<"uploading" | "removing" | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  async function run(what: "uploading" | "removing", work: () => Promise<void>): Promise<void> {
    if (doing !== null) return;
    setDoing(what);
    setFailure(null);
    try {
      await work();
    } catch (error) {
      setFailure(problemOf(error));
    } finally {
      setDoing(null);
    }
  }

  async function upload(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    await run("uploading", async () => {
      await onUpload(file);
      toast(t("picture.saved"));
    });
  }

  if (image === undefined)
    return (
      <Panel title={t("picture.title")}>
        <p className="text-muted">{t("picture.later")}</p>
      </Panel>
    );
  return (
    <Panel title={t("picture.title")}>
      <div className="grid gap-3">
        {failure === null ? null : (
          <Notice tone="bad" urgent>
            {failure}
          </Notice>
        )}
        {image === null ? (
          <p className="text-muted">{t("picture.none")}</p>
        ) : (
          <img
            src={image.url}
            alt={t("picture.alt")}
            width={image.width}
            height={image.height}
            className="aspect-square w-full rounded-md object-cover"
          />
        )}
        {mayWrite ? (
          <div className="flex flex-wrap gap-2">
            <input
              ref={input}
              type="file"
              accept={Object.keys(PICTURE_KINDS).join(",")}
              hidden
              aria-label={t("picture.input")}
              onChange={(event) => {
                void upload(event.target.files?.[0]);
                event.target.value = "";
              }}
            />
            <Button variant="secondary" size="sm" busy={doing === "uploading"} onClick={() => input.current?.click()}>
              <Upload aria-hidden="true" className="size-4" />
              {t(image === null ? "picture.upload" : "picture.replace")}
            </Button>
            {image === null ? null : (
              <Button
                variant="quiet"
                size="sm"
                busy={doing === "removing"}
                onClick={() => void run("removing", onRemove)}
              >
                {t("picture.remove")}
              </Button>
            )}
          </div>
        ) : null}
      </div>
    </Panel>
  );
}
