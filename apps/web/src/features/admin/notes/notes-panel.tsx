"use client";

import { NOTE_LENGTH_MAX, type OrderNotes } from "@cartwright/contracts/order-notes";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Textarea } from "@cartwright/ui/field";
import { useState } from "react";
import { EmptyPanel, Panel } from "../shell/panel.tsx";
import { useTypedText } from "../shell/use-typed-text.ts";
import type { NoteChanges } from "./note-changes.ts";
import { NoteItem } from "./note-item.tsx";
import { TagList } from "./tag-list.tsx";

interface NotesPanelProps {
  written: OrderNotes;
  changes: NoteChanges;
  /** Tags to choose from. */
  choices: readonly string[];
  /** The list of what has a tag. */
  pathOfTag: (tag: string) => string;
  mayEdit: boolean;
}

/** What staff wrote on an order or a customer: tags, and notes with the newest first. */
export function NotesPanel({ written, changes, choices, pathOfTag, mayEdit }: NotesPanelProps) {
  const t = useTranslations("adminNotes");
  const { notes, tags } = written;
  return (
    <Panel title={t("title")} aside={<span className="text-xs text-muted">{t("internal")}</span>} flush>
      <TagList tags={tags} choices={choices} pathOf={pathOfTag} change={changes.changeTags} mayEdit={mayEdit} />
      {mayEdit ? <NewNote add={changes.add} /> : null}
      {notes.length === 0 && !mayEdit ? <EmptyPanel>{t("none")}</EmptyPanel> : null}
      <ul aria-label={t("list")} className={notes.length === 0 ? "hidden" : undefined}>
        {notes.map((note) => (
          <NoteItem key={note.id} note={note} changes={changes} mayEdit={mayEdit && note.isMine} />
        ))}
      </ul>
    </Panel>
  );
}

/** A note that is being written. One id for it, so that a click twice adds it once. */
function NewNote({ add }: { add: NoteChanges["add"] }) {
  const t = useTranslations("adminNotes");
  const { field, text: body, setText: setBody } = useTypedText<HTMLTextAreaElement>();
  const [noteId, setNoteId] = useState(() => crypto.randomUUID());
  const isEmpty = body.trim() === "";
  return (
    <form
      className="grid gap-2 border-b border-line px-4 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (isEmpty || add.isPending) return;
        add.mutate(
          { noteId, body },
          {
            onSuccess: () => {
              setBody("");
              setNoteId(crypto.randomUUID());
            },
          },
        );
      }}
    >
      <Textarea
        ref={field}
        aria-label={t("new")}
        placeholder={t("placeholder")}
        className="min-h-16 text-sm"
        maxLength={NOTE_LENGTH_MAX}
        value={body}
        onChange={(event) => setBody(event.target.value)}
      />
      <div>
        <Button type="submit" size="sm" variant="secondary" busy={add.isPending} disabled={isEmpty}>
          {t("add")}
        </Button>
      </div>
    </form>
  );
}
