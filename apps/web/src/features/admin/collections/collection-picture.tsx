"use client";

import { api } from "../../../trpc/react.tsx";
import { uploadCollectionPicture } from "../products/upload-picture.ts";
import { PicturePanel } from "../shell/picture-panel.tsx";
import type { CollectionEditor } from "./use-collection-editor.ts";

/** The picture of the collection's page. */
export function CollectionPicture({
  editor: { stored, follow },
  mayWrite,
}: {
  editor: CollectionEditor;
  mayWrite: boolean;
}) {
  const remove = api.admin.collections.removePicture.useMutation();
  return (
    <PicturePanel
      image={stored?.image}
      mayWrite={mayWrite}
      onUpload={async (file) => {
        if (stored) follow(await uploadCollectionPicture(stored.id, file));
      }}
      onRemove={async () => {
        if (stored) follow(await remove.mutateAsync({ collectionId: stored.id, version: stored.version }));
      }}
    />
  );
}
