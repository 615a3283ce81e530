"use client";

import type { SynonymGroup } from "@cartwright/contracts/synonyms";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Dialog } from "@cartwright/ui/dialog";
import { Notice } from "@cartwright/ui/notice";
import { toast } from "@cartwright/ui/toast";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";

interface RemoveSynonymsProps {
  group: SynonymGroup;
  onClose: () => void;
  /** The groups have changed: here, or by someone else. */
  onChanged: () => void;
}

/** Asks before a group of synonyms is removed. */
export function RemoveSynonyms({ group, onClose, onChanged }: RemoveSynonymsProps) {
  const t = useTranslations("adminSettings");
  const errorMessage = useErrorMessage();
  const remove = api.admin.search.removeSynonyms.useMutation({
    onSuccess() {
      toast(t("dialog.removed"));
      onChanged();
      onClose();
    },
    onError: onChanged,
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("dialog.removeTitle")}
      footer={
        <div className="flex justify-end gap-3">
          <Button variant="quiet" size="sm" onClick={onClose}>
            {t("dialog.cancel")}
          </Button>
          <Button
            variant="danger"
            size="sm"
            busy={remove.isPending}
            onClick={() => remove.mutate({ id: group.id, version: group.version })}
          >
            {t("search.remove")}
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
        <p>{t("dialog.removeText", { terms: group.terms.join(t("search.separator")) })}</p>
      </div>
    </Dialog>
  );
}
