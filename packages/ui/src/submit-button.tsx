import type { ComponentProps } from "react";
import { Button } from "./button.tsx";

/** Sends a form that a script reads. */
export function SubmitButton(props: Omit<ComponentProps<typeof Button>, "type">) {
  return <Button {...props} type="submit" />;
}
