import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";

type TextField = HTMLInputElement | HTMLTextAreaElement;

/** Keeps what was typed into a field before the script had loaded: `setText` gets it if it is not the text that is known. */
export function useTextTypedEarly(
  field: RefObject<TextField | null>,
  text: string,
  setText: (text: string) => void,
): void {
  const takeOver = useEffectEvent(() => {
    const typed = field.current?.value ?? "";
    if (typed !== text) setText(typed);
  });
  useEffect(() => takeOver(), []);
}

interface TypedText<Field> {
  readonly field: RefObject<Field | null>;
  readonly text: string;
  readonly setText: (text: string) => void;
}

/** The text of a field that starts empty. What was typed before the script had loaded is kept. */
export function useTypedText<Field extends TextField>(): TypedText<Field> {
  const field = useRef<Field>(null);
  const [text, setText] = useState("");
  useTextTypedEarly(field, text, setText);
  return { field, text, setText };
}
