"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { TextField } from "@cartwright/ui/field";
import { type KeyboardEvent, useState } from "react";
import { readLinkAddress } from "./links.ts";

interface LinkFormProps {
  /** The address of the link under the cursor. */
  href: string | null;
  onSet: (href: string) => void;
  onRemove: () => void;
  onClose: () => void;
}

/** Asks for a link's address. Not a form element: it's inside the product's form, and forms can't be nested. */
export function LinkForm({ href, onSet, onRemove, onClose }: LinkFormProps) {
  const t = useTranslations("adminProducts");
  const [text, setText] = useState(href ?? "");
  const [isWrong, setIsWrong] = useState(false);

  function apply(): void {
    const address = readLinkAddress(text);
    setIsWrong(address === null);
    if (address !== null) onSet(address);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    if (event.key === "Enter") apply();
    else onClose();
  }

  return (
    <fieldset aria-label={t("editor.link")} className="grid gap-3 border-b border-line p-3 sm:flex sm:items-start">
      <TextField
        label={t("editor.address")}
        error={isWrong ? t("editor.wrongAddress") : undefined}
        value={text}
        // It opens at the user's wish, and typing goes here.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        autoComplete="off"
        maxLength={2_000}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        className="grow"
      />
      <div className="flex flex-wrap gap-2 sm:mt-7">
        <Button size="sm" variant="secondary" onClick={apply}>
          {t("editor.setLink")}
        </Button>
        {href === null ? null : (
          <Button size="sm" variant="quiet" onClick={onRemove}>
            {t("editor.removeLink")}
          </Button>
        )}
        <Button size="sm" variant="quiet" onClick={onClose}>
          {t("editor.cancel")}
        </Button>
      </div>
    </fieldset>
  );
}
