import type { OrderNote } from "@cartwright/contracts/order-notes";

interface Change<Input> {
  readonly isPending: boolean;
  readonly mutate: (input: Input, options?: { readonly onSuccess?: () => void }) => void;
}

/** The changes to the notes and tags of an order or a customer. Each result is shown at once; a refusal is said. */
export interface NoteChanges {
  readonly add: Change<{ noteId: string; body: string }>;
  readonly edit: Change<Pick<OrderNote, "version" | "body"> & { noteId: string }>;
  readonly remove: Change<Pick<OrderNote, "version"> & { noteId: string }>;
  readonly changeTags: Change<{ add?: string[]; remove?: string[] }>;
}
