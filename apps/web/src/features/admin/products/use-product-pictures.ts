"use client";

import { useState } from "react";
import { messageOf } from "../../../trpc/failure.ts";
import { api } from "../../../trpc/react.tsx";
import { uploadPicture, UploadFailure } from "./upload-picture.ts";
import type { ProductDeskState } from "./use-product-page.ts";

type Arranged = { readonly id: string; readonly alt: string };

/** Uploads, one after another, and changes of the pictures' order, texts and number. */
export function useProductPictures({ product, took }: ProductDeskState) {
  const utils = api.useUtils();
  const [failure, setFailure] = useState<string | null>(null);
  const [progress, setProgress] = useState("");
  const [uploading, setUploading] = useState(false);
  const productId = product.id;
  const arranging = api.admin.products.arrangePictures.useMutation({
    onSuccess: took,
    onError(error) {
      setFailure(messageOf(error));
      void utils.admin.products.get.invalidate({ productId });
    },
  });

  async function upload(files: readonly File[]): Promise<void> {
    setUploading(true);
    setFailure(null);
    try {
      for (const [index, file] of files.entries()) {
        setProgress(`Uploading picture ${index + 1} of ${files.length}`);
        took(await uploadPicture(productId, file));
      }
      setProgress(files.length === 1 ? "Picture uploaded" : `${files.length} pictures uploaded`);
    } catch (error) {
      setProgress("");
      setFailure(error instanceof UploadFailure ? error.message : messageOf(error));
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
