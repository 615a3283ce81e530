"use client";

import type { OrderNumber } from "@cartwright/contracts/ids";
import type { OrderNotes } from "@cartwright/contracts/order-notes";
import { api } from "../../../trpc/react.tsx";
import { NotesPanel } from "../notes/notes-panel.tsx";
import { tagPath } from "./order-search.ts";
import { useNoteChanges, useOrderNotes } from "./use-order-notes.ts";

interface OrderNotesPanelProps {
  number: OrderNumber;
  initial: OrderNotes;
  mayEdit: boolean;
}

/** The notes and tags of an order. */
export function OrderNotesPanel({ number, initial, mayEdit }: OrderNotesPanelProps) {
  const written = useOrderNotes(number, initial);
  const changes = useNoteChanges(number);
  const { data: choices = [] } = api.admin.orders.tags.useQuery(undefined, { enabled: mayEdit });
  return <NotesPanel written={written} changes={changes} choices={choices} pathOfTag={tagPath} mayEdit={mayEdit} />;
}
