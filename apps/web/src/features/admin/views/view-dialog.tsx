"use client";

import { type SavedView, type SetUpList, VIEW_NAME_MAX } from "@cartwright/contracts/list-setup";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Checkbox } from "@cartwright/ui/checkbox";
import { TextField } from "@cartwright/ui/field";
import { toast } from "@cartwright/ui/toast";
import { useState } from "react";
import { fieldsOf } from "../../../trpc/failure.ts";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { FormDialog } from "../shell/form-dialog.tsx";
import type { UsedSetup } from "./use-list-setup.ts";

interface ViewDialogProps<List extends SetUpList> {
  used: UsedSetup<List>;
  /** The view to change; null to save what is shown as a new one. */
  view: SavedView | null;
  /** The list's state as it is shown. */
  query: string;
  /** The list shows what the view holds. */
  isShown: boolean;
  onSaved: (id: string | null) => void;
  onRemove?: () => void;
  onClose: () => void;
}

/** Saves the state of a list under a name, or changes a view: its name, who sees it, and what it holds. */
export function ViewDialog<List extends SetUpList>(props: ViewDialogProps<List>) {
  const { used, view, query, isShown, onSaved, onRemove, onClose } = props;
  const t = useTranslations("adminViews");
  const errorMessage = useErrorMessage();
  const [name, setName] = useState(view?.name ?? "");
  const [shared, setShared] = useState(view?.shared ?? false);
  const [replaces, setReplaces] = useState(true);
  const [submitted, setSubmitted] = useState(false);
  const save = api.admin.lists.saveView.useMutation({
    onSuccess(setup) {
      used.set(setup);
      const added = setup.views.find(({ id }) => !used.setup.views.some((known) => known.id === id));
      onSaved(view?.id ?? added?.id ?? null);
      toast(t("dialog.saved"));
      onClose();
    },
    onError: used.refresh,
  });
  const refused = fieldsOf(save.error)["name"];
  const problem = name.trim() === "" ? t("dialog.nameMissing") : undefined;
  return (
    <FormDialog
      title={view === null ? t("dialog.saveTitle") : t("dialog.editTitle")}
      confirm={t("dialog.confirm")}
      busy={save.isPending}
      refusal={save.error && refused === undefined ? errorMessage(save.error) : null}
      lead={view === null ? <p className="text-ink-soft">{t("dialog.saveLead")}</p> : undefined}
      onClose={onClose}
      onSubmit={() => {
        setSubmitted(true);
        if (problem !== undefined) return;
        save.mutate({
          list: used.list,
          name: name.trim(),
          query: view === null || (replaces && !isShown) ? query : view.query,
          shared,
          ...(view === null ? {} : { view: { id: view.id, version: view.version } }),
        });
      }}
    >
      <TextField
        label={t("dialog.name")}
        value={name}
        maxLength={VIEW_NAME_MAX}
        autoComplete="off"
        error={submitted ? (problem ?? refused) : undefined}
        onChange={(event) => setName(event.target.value)}
      />
      {view === null || isShown ? null : (
        <Checkbox
          label={t("dialog.replace")}
          checked={replaces}
          onChange={(event) => setReplaces(event.target.checked)}
        />
      )}
      {view === null || view.mine ? (
        <div>
          <Checkbox label={t("dialog.share")} checked={shared} onChange={(event) => setShared(event.target.checked)} />
          <p className="text-muted">{t("dialog.shareHint")}</p>
        </div>
      ) : null}
      {onRemove === undefined ? null : (
        <Button variant="danger" size="sm" className="justify-self-start" onClick={onRemove}>
          {t("dialog.remove")}
        </Button>
      )}
    </FormDialog>
  );
}
