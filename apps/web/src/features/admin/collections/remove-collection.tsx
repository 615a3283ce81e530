"use client";

import type { AdminCollection } from "@cartwright/contracts/collections";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Dialog } from "@cartwright/ui/dialog";
import { Notice } from "@cartwright/ui/notice";
import { toast } from "@cartwright/ui/toast";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";

/** Asks before a collection is deleted. */
export function RemoveCollection({ collection }: { collection: AdminCollection }) {
  const t = useTranslations("adminCollections");
  const admin = useTranslations("admin");
  const router = useRouter();
  const errorMessage = useErrorMessage();
  const [open, setOpen] = useState(false);
  const remove = api.admin.collections.remove.useMutation({
    onSuccess() {
      toast(t("remove.done"));
      router.push("/admin/collections");
    },
  });
  return (
    <>
      <Button variant="secondary" size="sm" onClick={() => setOpen(true)}>
        {t("remove.open")}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={t("remove.title", { title: collection.title })}
        footer={
          <div className="flex justify-end gap-3">
            <Button variant="quiet" size="sm" onClick={() => setOpen(false)}>
              {admin("reason.cancel")}
            </Button>
            <Button
              variant="danger"
              size="sm"
              busy={remove.isPending || remove.isSuccess}
              onClick={() => remove.mutate({ collectionId: collection.id, version: collection.version })}
            >
              {t("remove.confirm")}
            </Button>
          </div>
        }
      >
        <div className="grid gap-4">
          {remove.error ? (
            <Notice tone="bad" urgent>
              {errorMessage(remove.error)}
            </Notice>
          ) : null}
          <p>{t("remove.text", { path: `/collections/${collection.slug}` })}</p>
        </div>
      </Dialog>
    </>
  );
}
