"use client";

import { splitTags, TAG_LENGTH_MAX } from "@cartwright/contracts/order-notes";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Input } from "@cartwright/ui/field";
import { X } from "lucide-react";
import Link from "next/link";
import { useId } from "react";
import { useTypedText } from "../shell/use-typed-text.ts";
import type { NoteChanges } from "./note-changes.ts";

interface TagListProps {
  tags: readonly string[];
  /** Tags to choose from. */
  choices: readonly string[];
  /** The list of what has a tag. */
  pathOf: (tag: string) => string;
  change: NoteChanges["changeTags"];
  mayEdit: boolean;
}

/** Tags, each a link to the list of what has it, and a field for more. */
export function TagList({ tags, choices, pathOf, change, mayEdit }: TagListProps) {
  const t = useTranslations("adminNotes");
  const listId = useId();
  const { field, text: typed, setText: setTyped } = useTypedText<HTMLInputElement>();
  if (tags.length === 0 && !mayEdit) return null;
  const add = splitTags(typed);
  return (
    <div className="grid gap-2 border-b border-line px-4 py-3">
      <ul aria-label={t("tags")} className={tags.length === 0 ? "hidden" : "flex flex-wrap gap-1.5"}>
        {tags.map((tag) => (
          <li
            key={tag}
            className="inline-flex min-h-7 max-w-full items-center gap-1 rounded-full border border-line px-2.5 text-xs"
          >
            <Link
              href={pathOf(tag)}
              prefetch={false}
              className="inline-flex min-h-6 min-w-6 items-center truncate hover:underline"
            >
              {tag}
            </Link>
            {mayEdit ? (
              <button
                type="button"
                aria-label={t("removeTag", { tag })}
                className="-mr-1.5 grid size-6 place-items-center rounded-full text-muted hover:text-ink"
                onClick={() => change.mutate({ remove: [tag] })}
              >
                <X aria-hidden="true" className="size-3" />
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      {mayEdit ? (
        <form
          className="flex gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (add.length === 0 || change.isPending) return;
            change.mutate({ add }, { onSuccess: () => setTyped("") });
          }}
        >
          <Input
            ref={field}
            aria-label={t("newTag")}
            placeholder={t("newTag")}
            className="min-h-9 text-sm"
            autoComplete="off"
            list={listId}
            maxLength={TAG_LENGTH_MAX}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <datalist id={listId}>
            {choices
              .filter((choice) => !tags.includes(choice))
              .map((choice) => (
                <option key={choice}>{choice}</option>
              ))}
          </datalist>
          <Button type="submit" size="sm" variant="secondary" busy={change.isPending} disabled={add.length === 0}>
            {t("addTag")}
          </Button>
        </form>
      ) : null}
    </div>
  );
}
