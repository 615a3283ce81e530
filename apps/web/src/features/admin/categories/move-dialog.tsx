"use client";

import { type AdminCategoryRow, type AdminCategoryTree, CATEGORY_LEVELS_MAX } from "@cartwright/contracts/categories";
import { useTranslations } from "@cartwright/messages/use-translations";
import { SelectField } from "@cartwright/ui/select";
import { toast } from "@cartwright/ui/toast";
import { useState } from "react";
import { fieldsOf } from "../../../trpc/failure.ts";
import { api } from "../../../trpc/react.tsx";
import { FormDialog } from "../shell/form-dialog.tsx";
import { useRefusal } from "../shell/use-refusal.ts";
import { childrenOf, parentsFor, pathsOf } from "./tree.ts";

interface MoveDialogProps {
  moved: AdminCategoryRow;
  rows: readonly AdminCategoryRow[];
  onClose: () => void;
  onMoved: (latest: AdminCategoryTree) => void;
  onRefused: () => void;
}

/** Puts a category, with those below it, anywhere that it may be. */
export function MoveDialog({ moved, rows, onClose, onMoved, onRefused }: MoveDialogProps) {
  const t = useTranslations("adminCategories");
  const refusal = useRefusal();
  const [parent, setParent] = useState<string>(moved.parentId ?? "");
  const parents = parentsFor(rows, moved);
  const parentId = parents.find(({ id }) => id === parent)?.id ?? null;
  const siblings = childrenOf(rows, parentId).filter(({ id }) => id !== moved.id);
  const now = childrenOf(rows, moved.parentId).findIndex(({ id }) => id === moved.id);
  /** How many siblings come before it. Null until someone chooses: where it is, or last. */
  const [chosen, setChosen] = useState<number | null>(null);
  const place = chosen ?? (parentId === moved.parentId ? now : siblings.length);
  const paths = pathsOf(rows, (above, title) => t("path", { above, title }));
  const move = api.admin.categories.move.useMutation({
    onSuccess(latest) {
      toast(t("move.done"));
      onMoved(latest);
    },
    onError: onRefused,
  });
  const errors = fieldsOf(move.error);
  return (
    <FormDialog
      title={t("move.title", { title: moved.title })}
      confirm={t("move.confirm")}
      busy={move.isPending}
      refusal={refusal(move.error)}
      onClose={onClose}
      onSubmit={() =>
        move.mutate({
          categoryId: moved.id,
          version: moved.version,
          parentId,
          beforeId: siblings[place]?.id ?? null,
        })
      }
    >
      <SelectField
        label={t("move.parent")}
        hint={t("move.parentHint", { levels: CATEGORY_LEVELS_MAX })}
        error={errors["parentId"]}
        value={parentId ?? ""}
        onChange={(event) => {
          setParent(event.target.value);
          setChosen(null);
        }}
      >
        <option value="">{t("top")}</option>
        {parents.map(({ id }) => (
          <option key={id} value={id}>
            {paths.get(id)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t("move.place")}
        error={errors["beforeId"]}
        value={String(place)}
        onChange={(event) => setChosen(Number(event.target.value))}
      >
        <option value="0">{t("move.first")}</option>
        {siblings.map(({ id, title }, index) => (
          <option key={id} value={String(index + 1)}>
            {t("move.after", { title })}
          </option>
        ))}
      </SelectField>
      <p className="text-sm text-muted">{t("move.told")}</p>
    </FormDialog>
  );
}
