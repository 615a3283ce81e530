"use client";

import { SYNONYM_LENGTH_MAX, SYNONYM_TERMS_MAX, type SynonymGroup } from "@cartwright/contracts/synonyms";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Field, Textarea } from "@cartwright/ui/field";
import { toast } from "@cartwright/ui/toast";
import { useState } from "react";
import { fieldsOf, reasonOf } from "../../../trpc/failure.ts";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { readTerms } from "./read-terms.ts";
import { FormDialog } from "../shell/form-dialog.tsx";

const TERMS_MIN = 2;

interface SynonymsDialogProps {
  /** The group to change, as it is now; null to add one. */
  group: SynonymGroup | null;
  onClose: () => void;
  /** The groups have changed: here, or by someone else. */
  onChanged: () => void;
}

/** Adds or changes a group of synonyms. */
export function SynonymsDialog({ group, onClose, onChanged }: SynonymsDialogProps) {
  const t = useTranslations("adminSettings");
  const errorMessage = useErrorMessage();
  const [text, setText] = useState(group?.terms.join(t("search.separator")) ?? "");
  const [submitted, setSubmitted] = useState(false);
  const save = api.admin.search.saveSynonyms.useMutation({
    onSuccess() {
      toast(t("dialog.saved"));
      onChanged();
      onClose();
    },
    onError: onChanged,
  });
  const terms = readTerms(text);
  const tooLong = terms.find((term) => term.length > SYNONYM_LENGTH_MAX);
  const problem =
    terms.length < TERMS_MIN
      ? t("dialog.few", { min: TERMS_MIN })
      : terms.length > SYNONYM_TERMS_MAX
        ? t("dialog.many", { max: SYNONYM_TERMS_MAX })
        : tooLong === undefined
          ? undefined
          : t("dialog.long", { term: tooLong.slice(0, SYNONYM_LENGTH_MAX), length: SYNONYM_LENGTH_MAX });
  const isStale = reasonOf(save.error) === "stale_write";
  const refused = fieldsOf(save.error)["terms"];
  const theirs =
    isStale && group !== null ? t("dialog.theirs", { terms: group.terms.join(t("search.separator")) }) : "";
  const refusal = save.error && refused === undefined ? `${errorMessage(save.error)} ${theirs}`.trim() : null;

  return (
    <FormDialog
      title={group === null ? t("dialog.addTitle") : t("dialog.editTitle")}
      confirm={t("dialog.save")}
      busy={save.isPending}
      refusal={refusal}
      onClose={onClose}
      onSubmit={() => {
        setSubmitted(true);
        if (problem !== undefined) return;
        save.mutate({ terms, ...(group === null ? {} : { group: { id: group.id, version: group.version } }) });
      }}
    >
      <Field
        label={t("dialog.terms")}
        hint={t("dialog.hint", { min: TERMS_MIN, max: SYNONYM_TERMS_MAX, length: SYNONYM_LENGTH_MAX })}
        error={submitted ? (problem ?? refused) : undefined}
      >
        {(control) => (
          <Textarea
            {...control}
            value={text}
            maxLength={(SYNONYM_LENGTH_MAX + 2) * SYNONYM_TERMS_MAX}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
}
