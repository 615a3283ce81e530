import type { PromotionForm } from "./promotion-form.ts";
import type { PromotionEditor } from "./use-promotion-editor.ts";

type TextName = {
  [Name in keyof PromotionForm]: PromotionForm[Name] extends string ? Name : never;
}[keyof PromotionForm];

/** The properties of a text field of the form: its value, its error, and what someone else saved in its place. */
export function controlOf(editor: PromotionEditor, name: TextName, hint?: string) {
  const { form, errors, theirs, set } = editor;
  const told = [hint, theirs[name]].filter((text) => text !== undefined).join(" ");
  return {
    value: form[name],
    error: errors[name],
    ...(told === "" ? {} : { hint: told }),
    onChange: (event: { target: { value: string } }) => set({ [name]: event.target.value }),
  };
}
