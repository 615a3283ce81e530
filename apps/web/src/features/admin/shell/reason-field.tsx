import { REASON_MAX, REASON_MIN } from "@cartwright/contracts/act-reason";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Field, Textarea } from "@cartwright/ui/field";
import { useState } from "react";

/** The state of a reason field. `submit` returns the reason, or null while it is too short; then the field shows an error. */
export function useReason() {
  const t = useTranslations("admin");
  const [text, setText] = useState("");
  const [submitted, setSubmitted] = useState(false);
  const isShort = text.trim().length < REASON_MIN;
  return {
    text,
    setText,
    error: submitted && isShort ? t("reason.missing") : undefined,
    submit(): string | null {
      setSubmitted(true);
      return isShort ? null : text.trim();
    },
  };
}

/** The field for the reason of an action. */
export function ReasonField({ reason, hint }: { reason: ReturnType<typeof useReason>; hint: string }) {
  const t = useTranslations("admin");
  return (
    <Field label={t("reason.label")} hint={hint} error={reason.error}>
      {(control) => (
        <Textarea
          {...control}
          value={reason.text}
          maxLength={REASON_MAX}
          onChange={(event) => reason.setText(event.target.value)}
        />
      )}
    </Field>
  );
}
