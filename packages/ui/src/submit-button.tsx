"use client";

import { type ComponentProps, useSyncExternalStore } from "react";
import { Button } from "./button.tsx";
import { classNames } from "./class-names.ts";

const never = () => () => undefined;

/**
 * Sends a form that a script reads. It waits for that script: a browser that sends such a form by itself loses what was
 * typed, or writes it, passwords too, into the address. It looks the same meanwhile; nobody is that quick on purpose.
 */
export function SubmitButton({ className, disabled, ...rest }: Omit<ComponentProps<typeof Button>, "type">) {
  const isReady = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return (
    <Button
      {...rest}
      type="submit"
      disabled={disabled === true || !isReady}
      className={classNames(isReady || disabled === true ? undefined : "disabled:opacity-100", className)}
    />
  );
}
