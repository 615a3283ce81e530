"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { uploadPicture } from "./upload-picture.ts";
import type { ProductPageState } from "./use-product-page.ts";
import { useUploadProblem } from "./use-upload-problem.ts";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";

type Arranged = { readonly id: string; readonly alt: string };

/** Uploads pictures one after another, and changes their order, descriptions and number. */
export function useProductPictures({ product, receive }: ProductPageState) {
  const t = useTranslations("adminProducts");
  const errorMessage = useErrorMessage();
  const problemOf = useUploadProblem();
  const utils = api.useUtils();
  const [failure, setFailure] = useState<string | null>(null);
  const [progress, setProgress] = useState("");
  const [uploading, setUploading] = useState(false);
  const productId = product.id;
  const arranging = api.admin.products.arrangePictures.useMutation({
    onSuccess: receive,
    onError(error) {
      setFailure(errorMessage(error));
      void utils.admin.products.get.invalidate({ productId });
    },
  });

  async function upload(files: readonly File[]): Promise<void> {
    setUploading(true);
    setFailure(null);
    try {
      for (const [index, file] of files.entries()) {
        setProgress(t("pictures.uploading", { number: index + 1, count: files.length }));
        receive(await uploadPicture(productId, file));
      }
      setProgress(t("pictures.uploaded", { count: files.length }));
    } catch (error) {
      setProgress("");
      setFailure(problemOf(error));
    } finally {
      setUploading(false);
    }
  }

  function arrange(change: (pictures: Arranged[]) => Arranged[]): void {
    if (arranging.isPending || uploading) return;
    setFailure(null);
    const pictures = change(product.pictures.map(({ id, alt }) => ({ id, alt })));
    arranging.mutate({ productId, version: product.version, pictures });
  }

  return {
    failure,
    progress,
    busy: uploading || arranging.isPending,
    upload,
    move: (id: string, by: -1 | 1) =>
      arrange((pictures) => {
        const from = pictures.findIndex((picture) => picture.id === id);
        const moved = pictures.filter((picture) => picture.id !== id);
        return moved.toSpliced(from + by, 0, ...pictures.slice(from, from + 1));
      }),
    remove: (id: string) => arrange((pictures) => pictures.filter((picture) => picture.id !== id)),
    rename: (id: string, alt: string) =>
      arrange((pictures) => pictures.map((picture) => (picture.id === id ? { id, alt } : picture))),
  };
}
