"use client";

import type { AdminProduct } from "@cartwright/contracts/admin-products";
import { useTranslations } from "@cartwright/messages/use-translations";
import { toast } from "@cartwright/ui/toast";
import { api } from "../../../../trpc/react.tsx";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { useRefusal } from "../../shell/use-refusal.ts";

/** What a dialog needs to know of a product. */
export type ActedOn = Pick<AdminProduct, "id" | "title" | "status" | "version" | "publishAt">;

interface StatusDialogProps {
  act: "archive" | "unarchive";
  /** At least one. */
  products: readonly ActedOn[];
  onClose: () => void;
  onDone: () => void;
}

/** Says what archiving or unarchiving products does, before it does it. Mounted while it is open. */
export function StatusDialog({ act, products, onClose, onDone }: StatusDialogProps) {
  const t = useTranslations("adminProducts");
  const refusalOf = useRefusal();
  const utils = api.useUtils();
  const count = products.length;
  const title = products[0]?.title ?? "";
  const options = {
    onSuccess() {
      toast(t(`${act}.done`, { count }));
      void utils.admin.products.list.invalidate();
      onDone();
    },
    // Someone else may have been first. Opened again, the dialog has the products as they are now.
    onError: () =>
      void Promise.all([
        utils.admin.products.list.invalidate(),
        ...products.map(({ id: productId }) => utils.admin.products.get.invalidate({ productId })),
      ]),
  };
  const archive = api.admin.products.archive.useMutation(options);
  const unarchive = api.admin.products.unarchive.useMutation(options);
  const change = act === "archive" ? archive : unarchive;
  return (
    <FormDialog
      title={t(`${act}.title`, { count, title })}
      confirm={t(`${act}.confirm`, { count })}
      busy={change.isPending}
      refusal={refusalOf(change.error)}
      onClose={onClose}
      onSubmit={() =>
        change.mutate({ products: products.map(({ id: productId, version }) => ({ productId, version })) })
      }
    >
      <p className="text-ink-soft">{t(`${act}.text`, { count })}</p>
      {products.some(({ publishAt }) => publishAt !== null) ? (
        <p className="text-ink-soft">{t("archive.scheduled", { count })}</p>
      ) : null}
    </FormDialog>
  );
}
