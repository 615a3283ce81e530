"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { toast } from "@cartwright/ui/toast";
import { useRouter } from "next/navigation";
import { api } from "../../../../trpc/react.tsx";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { useRefusal } from "../../shell/use-refusal.ts";
import type { ActedOn } from "./status-dialog.tsx";

/** Says what a copy of a product has and has not, and opens it once it is made. Mounted while it is open. */
export function DuplicateDialog({ product, onClose }: { product: ActedOn; onClose: () => void }) {
  const t = useTranslations("adminProducts");
  const router = useRouter();
  const refusalOf = useRefusal();
  const utils = api.useUtils();
  const duplicate = api.admin.products.duplicate.useMutation({
    onSuccess(copy) {
      void utils.admin.products.list.invalidate();
      toast(t("duplicate.done"));
      router.push(`/admin/products/${copy.id}`);
    },
  });
  return (
    <FormDialog
      title={t("duplicate.title", { title: product.title })}
      confirm={t("duplicate.confirm")}
      // Until the page of the copy is there: a second click would make a second copy.
      busy={duplicate.isPending || duplicate.isSuccess}
      refusal={refusalOf(duplicate.error)}
      onClose={onClose}
      onSubmit={() => duplicate.mutate({ productId: product.id })}
    >
      <p className="text-ink-soft">{t("duplicate.text")}</p>
    </FormDialog>
  );
}
