"use client";

import type { OrderNumber } from "@cartwright/contracts/ids";
import type { OrderNotes } from "@cartwright/contracts/order-notes";
import { toast } from "@cartwright/ui/toast";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import type { NoteChanges } from "../notes/note-changes.ts";

/** Notes write no event that a shopper could see, so what others write is asked for this often. */
const REFRESH_MS = 15_000;

/** The notes and tags of an order, as they are now. */
export function useOrderNotes(number: OrderNumber, initial: OrderNotes): OrderNotes {
  return api.admin.orders.notes.useQuery({ number }, { initialData: initial, refetchInterval: REFRESH_MS }).data;
}

/** The changes to notes and tags of an order. Each result is shown at once; a refusal is said, and what is there now is read. */
export function useNoteChanges(number: OrderNumber): NoteChanges {
  const utils = api.useUtils();
  const errorMessage = useErrorMessage();
  const options = {
    onSuccess: (changed: OrderNotes) => utils.admin.orders.notes.setData({ number }, changed),
    onError: (error: unknown) => {
      toast(errorMessage(error), { tone: "bad" });
      void utils.admin.orders.notes.invalidate({ number });
    },
  };
  const add = api.admin.orders.addNote.useMutation(options);
  const changeTags = api.admin.orders.changeTags.useMutation(options);
  return {
    add: { isPending: add.isPending, mutate: (note, then) => add.mutate({ number, ...note }, then) },
    edit: api.admin.orders.editNote.useMutation(options),
    remove: api.admin.orders.removeNote.useMutation(options),
    changeTags: {
      isPending: changeTags.isPending,
      mutate: (tags, then) => changeTags.mutate({ number, ...tags }, then),
    },
  };
}
