import { REASON_MAX, REASON_MIN } from "@cartwright/contracts/act-reason";
import { Field, Textarea } from "@cartwright/ui/field";
import { useState } from "react";

/** A reason while somebody writes it. `submit` returns it, or null while it is too short; then the field says so. */
export function useReason() {
  const [text, setText] = useState("");
  const [tried, setTried] = useState(false);
  const isShort = text.trim().length < REASON_MIN;
  return {
    text,
    setText,
    error: tried && isShort ? "Write a few words." : undefined,
    submit(): string | null {
      setTried(true);
      return isShort ? null : text.trim();
    },
  };
}

/** Where staff say why they do something. */
export function ReasonField({ reason, hint }: { reason: ReturnType<typeof useReason>; hint: string }) {
  return (
    <Field label="Reason" hint={hint} error={reason.error}>
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
