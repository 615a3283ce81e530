"use client";

import type { CustomerNotes } from "@cartwright/contracts/customer-notes";
import type { CustomerId } from "@cartwright/contracts/ids";
import { toast } from "@cartwright/ui/toast";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import type { NoteChanges } from "../notes/note-changes.ts";

/** What others write is asked for this often. */
const REFRESH_MS = 15_000;

/** The notes and tags of a customer, as they are now. */
export function useCustomerNotes(id: CustomerId, initial: CustomerNotes): CustomerNotes {
  return api.admin.customers.notes.useQuery({ id }, { initialData: initial, refetchInterval: REFRESH_MS }).data;
}

/** The changes to notes and tags of a customer. Each result is shown at once; a refusal is said, and what is there now is read. */
export function useCustomerNoteChanges(id: CustomerId): NoteChanges {
  const utils = api.useUtils();
  const errorMessage = useErrorMessage();
  const options = {
    onSuccess: (changed: CustomerNotes) => utils.admin.customers.notes.setData({ id }, changed),
    onError: (error: unknown) => {
      toast(errorMessage(error), { tone: "bad" });
      void utils.admin.customers.notes.invalidate({ id });
    },
  };
  const add = api.admin.customers.addNote.useMutation(options);
  const changeTags = api.admin.customers.changeTags.useMutation(options);
  return {
    add: { isPending: add.isPending, mutate: (note, then) => add.mutate({ id, ...note }, then) },
    edit: api.admin.customers.editNote.useMutation(options),
    remove: api.admin.customers.removeNote.useMutation(options),
    changeTags: { isPending: changeTags.isPending, mutate: (tags, then) => changeTags.mutate({ id, ...tags }, then) },
  };
}
