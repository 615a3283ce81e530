"use client";

import type { SavedView, SetUpList } from "@cartwright/contracts/list-setup";
import { useTranslations } from "@cartwright/messages/use-translations";
import { toast } from "@cartwright/ui/toast";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { FormDialog } from "../shell/form-dialog.tsx";
import type { UsedSetup } from "./use-list-setup.ts";

interface RemoveViewDialogProps<List extends SetUpList> {
  used: UsedSetup<List>;
  view: SavedView;
  onClose: () => void;
}

/** Deletes a view, after saying for whom it will be gone. */
export function RemoveViewDialog<List extends SetUpList>({ used, view, onClose }: RemoveViewDialogProps<List>) {
  const t = useTranslations("adminViews");
  const errorMessage = useErrorMessage();
  const remove = api.admin.lists.removeView.useMutation({
    onSuccess(setup) {
      used.set(setup);
      toast(t("dialog.removed"));
      onClose();
    },
    onError: used.refresh,
  });
  return (
    <FormDialog
      title={t("dialog.remove")}
      confirm={t("dialog.remove")}
      busy={remove.isPending}
      refusal={remove.error ? errorMessage(remove.error) : null}
      isDangerous
      onClose={onClose}
      onSubmit={() => remove.mutate({ list: used.list, id: view.id, version: view.version })}
    >
      <p className="text-ink-soft">
        {t(view.shared ? "dialog.removeShared" : "dialog.removeText", { name: view.name })}
      </p>
    </FormDialog>
  );
}
