"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Textarea } from "@cartwright/ui/field";
import { Notice } from "@cartwright/ui/notice";
import { useId, useState } from "react";
import { canEdit, parseInBrowser, saysTheSame } from "./html.ts";
import { RichText } from "./rich-text.tsx";

export interface DescriptionProps {
  /** HTML as the server has sanitised it, or as edited. */
  value: string;
  hint?: string | undefined;
  error?: string | undefined;
  readOnly?: boolean;
  onChange: (html: string) => void;
}

const LENGTH_MAX = 50_000;

/** The description as formatted text, or as HTML, which also shows what the text editor cannot. */
export default function DescriptionEditor({ value, hint, error, readOnly = false, onChange }: DescriptionProps) {
  const t = useTranslations("adminProducts");
  const id = useId();
  const [isHtml, setIsHtml] = useState(() => !canEdit(value, parseInBrowser));
  // A text for which the editor was refused.
  const [refused, setRefused] = useState(isHtml ? value : null);
  const [known, setKnown] = useState({ value, generation: 0 });
  if (known.value !== value) {
    const isSame = saysTheSame(known.value, value, parseInBrowser);
    setKnown({ value, generation: known.generation + (isSame ? 0 : 1) });
    if (!isHtml && !isSame && !canEdit(value, parseInBrowser)) {
      setIsHtml(true);
      setRefused(value);
    }
  }

  function change(next: string): void {
    setKnown((now) => ({ ...now, value: next }));
    onChange(next);
  }
  function toggle(): void {
    const canLeave = !isHtml || canEdit(value, parseInBrowser);
    setRefused(canLeave ? null : value);
    if (canLeave) setIsHtml(!isHtml);
  }

  const isLong = value.length > LENGTH_MAX;
  const problem = error ?? (isLong ? t("editor.tooLong", { count: value.length, max: LENGTH_MAX }) : undefined);
  const help = hint ?? (isHtml ? t("field.descriptionHint") : undefined);
  const describedBy = [help !== undefined && `${id}-hint`, problem !== undefined && `${id}-error`]
    .filter(Boolean)
    .join(" ");
  return (
    <div className="grid content-start gap-1.5">
      <div className="flex items-center justify-between gap-4">
        <span id={`${id}-label`} className="text-sm font-medium">
          {t("field.description")}
        </span>
        <Button variant="quiet" size="sm" onClick={toggle}>
          {isHtml ? t("editor.editText") : t("editor.editHtml")}
        </Button>
      </div>
      {isHtml && refused === value ? <Notice tone="warn">{t("editor.htmlOnly")}</Notice> : null}
      {isHtml ? (
        <Textarea
          id={id}
          aria-labelledby={`${id}-label`}
          aria-describedby={describedBy || undefined}
          aria-invalid={problem === undefined ? undefined : true}
          value={value}
          maxLength={LENGTH_MAX}
          readOnly={readOnly}
          onChange={(event) => change(event.target.value)}
          className="min-h-48 font-mono text-[0.8125rem]"
        />
      ) : (
        <RichText
          key={known.generation}
          id={id}
          labelledBy={`${id}-label`}
          describedBy={describedBy || undefined}
          value={value}
          isInvalid={problem !== undefined}
          readOnly={readOnly}
          onChange={change}
        />
      )}
      {help === undefined ? null : (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {help}
        </p>
      )}
      {problem === undefined ? null : (
        <p id={`${id}-error`} className="text-sm text-bad">
          {problem}
        </p>
      )}
    </div>
  );
}
