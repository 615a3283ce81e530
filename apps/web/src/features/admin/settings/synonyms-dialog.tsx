"use client";

import { SYNONYM_LENGTH_MAX, SYNONYM_TERMS_MAX, type SynonymGroup } from "@cartwright/contracts/synonyms";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Dialog } from "@cartwright/ui/dialog";
import { Field, Textarea } from "@cartwright/ui/field";
import { Notice } from "@cartwright/ui/notice";
import { toast } from "@cartwright/ui/toast";
import { useId, useState } from "react";
import { fieldsOf, reasonOf } from "../../../trpc/failure.ts";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { readTerms } from "./read-terms.ts";

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
  const formId = useId();
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

  return (
    <Dialog
      open
      onClose={onClose}
      title={group === null ? t("dialog.addTitle") : t("dialog.editTitle")}
      footer={
        <div className="flex justify-end gap-3">
          <Button variant="quiet" size="sm" onClick={onClose}>
            {t("dialog.cancel")}
          </Button>
          <Button type="submit" form={formId} size="sm" busy={save.isPending}>
            {t("dialog.save")}
          </Button>
        </div>
      }
    >
      <form
        id={formId}
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          setSubmitted(true);
          if (problem !== undefined || save.isPending) return;
          save.mutate({ terms, ...(group === null ? {} : { group: { id: group.id, version: group.version } }) });
        }}
      >
        {save.error && refused === undefined ? (
          <Notice tone="bad" urgent>
            {errorMessage(save.error)}
            {isStale && group !== null ? (
              <> {t("dialog.theirs", { terms: group.terms.join(t("search.separator")) })}</>
            ) : null}
          </Notice>
        ) : null}
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
      </form>
    </Dialog>
  );
}
