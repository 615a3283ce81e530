"use client";

import { PICTURE_KINDS } from "@cartwright/contracts/picture-upload";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Notice } from "@cartwright/ui/notice";
import { toast } from "@cartwright/ui/toast";
import { Upload } from "lucide-react";
import { useRef, useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { uploadCollectionPicture } from "../products/upload-picture.ts";
import { useUploadProblem } from "../products/use-upload-problem.ts";
import { Panel } from "../shell/panel.tsx";
import type { CollectionEditor } from "./use-collection-editor.ts";

/** The picture of its page. Changes take effect at once. */
export function PicturePanel({ editor: { stored, keep }, mayWrite }: { editor: CollectionEditor; mayWrite: boolean }) {
  const t = useTranslations("adminCollections");
  const problemOf = useUploadProblem();
  const input = useRef<HTMLInputElement>(null);
  const [uploading, setUploading] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const remove = api.admin.collections.removePicture.useMutation({
    onSuccess: keep,
    onError: (error) => setFailure(problemOf(error)),
  });
  if (stored === null)
    return (
      <Panel title={t("panel.picture")}>
        <p className="text-muted">{t("picture.later")}</p>
      </Panel>
    );

  async function upload(file: File | undefined): Promise<void> {
    if (file === undefined || stored === null) return;
    setUploading(true);
    setFailure(null);
    try {
      keep(await uploadCollectionPicture(stored.id, file));
      toast(t("picture.saved"));
    } catch (error) {
      setFailure(problemOf(error));
    } finally {
      setUploading(false);
    }
  }

  return (
    <Panel title={t("panel.picture")}>
      <div className="grid gap-3">
        {failure === null ? null : (
          <Notice tone="bad" urgent>
            {failure}
          </Notice>
        )}
        {stored.image === null ? (
          <p className="text-muted">{t("picture.none")}</p>
        ) : (
          <img
            src={stored.image.url}
            alt={t("picture.alt")}
            width={stored.image.width}
            height={stored.image.height}
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
            <Button variant="secondary" size="sm" busy={uploading} onClick={() => input.current?.click()}>
              <Upload aria-hidden="true" className="size-4" />
              {t(stored.image === null ? "picture.upload" : "picture.replace")}
            </Button>
            {stored.image === null ? null : (
              <Button
                variant="quiet"
                size="sm"
                busy={remove.isPending}
                onClick={() => remove.mutate({ collectionId: stored.id, version: stored.version })}
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
