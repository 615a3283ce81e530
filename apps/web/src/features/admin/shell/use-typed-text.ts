import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";

interface TypedText<Field> {
  readonly field: RefObject<Field | null>;
  readonly text: string;
  readonly setText: (text: string) => void;
}

/** The text of a field that starts empty. What was typed before the script had loaded is kept. */
export function useTypedText<Field extends HTMLInputElement | HTMLTextAreaElement>(): TypedText<Field> {
  const field = useRef<Field>(null);
  const [text, setText] = useState("");
  const takeOver = useEffectEvent(() => {
    const typed = field.current?.value ?? "";
    if (typed !== text) setText(typed);
  });
  useEffect(() => takeOver(), []);
  return { field, text, setText };
}
