"use client";

import { NOTE_LENGTH_MAX, type OrderNote } from "@cartwright/contracts/order-notes";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Textarea } from "@cartwright/ui/field";
import { useState } from "react";
import { Timestamp } from "../shell/timestamp.tsx";
import type { NoteChanges } from "./note-changes.ts";

interface NoteItemProps {
  note: OrderNote;
  changes: NoteChanges;
  /** Only the person who wrote it may. */
  mayEdit: boolean;
}

/** One note, or the field in which it is changed. */
export function NoteItem({ note, changes, mayEdit }: NoteItemProps) {
  const t = useTranslations("adminNotes");
  const [draft, setDraft] = useState<string | null>(null);
  const [asksRemoval, setAsksRemoval] = useState(false);
  const { id: noteId, version } = note;
  return (
    <li className="grid gap-1.5 border-b border-line px-4 py-3 last:border-b-0">
      {draft === null ? (
        <p className="break-words whitespace-pre-line">{note.body}</p>
      ) : (
        <Textarea
          aria-label={t("edited")}
          className="min-h-16 text-sm"
          maxLength={NOTE_LENGTH_MAX}
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
        />
      )}
      <p className="flex flex-wrap justify-between gap-x-3 text-xs text-muted">
        <span className="min-w-0 break-all">{note.author ?? t("gone")}</span>
        <span>
          {note.editedAt === null ? null : `${t("wasEdited")} `}
          <Timestamp at={note.editedAt ?? note.createdAt} className="figures" />
        </span>
      </p>
      {!mayEdit ? null : draft !== null ? (
        <div className="flex gap-2">
          <Button
            size="sm"
            busy={changes.edit.isPending}
            disabled={draft.trim() === ""}
            onClick={() => changes.edit.mutate({ noteId, version, body: draft }, { onSuccess: () => setDraft(null) })}
          >
            {t("save")}
          </Button>
          <Button size="sm" variant="quiet" onClick={() => setDraft(null)}>
            {t("cancel")}
          </Button>
        </div>
      ) : asksRemoval ? (
        <div className="flex flex-wrap items-center gap-2">
          <Button
            size="sm"
            variant="danger"
            busy={changes.remove.isPending}
            onClick={() => changes.remove.mutate({ noteId, version })}
          >
            {t("removeConfirm")}
          </Button>
          <Button size="sm" variant="quiet" onClick={() => setAsksRemoval(false)}>
            {t("keep")}
          </Button>
        </div>
      ) : (
        <div className="flex gap-2">
          <Button size="sm" variant="quiet" onClick={() => setDraft(note.body)}>
            {t("edit")}
          </Button>
          <Button size="sm" variant="quiet" onClick={() => setAsksRemoval(true)}>
            {t("remove")}
          </Button>
        </div>
      )}
    </li>
  );
}
