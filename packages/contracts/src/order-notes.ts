import { z } from "zod";
import { problem } from "./field-problem.ts";
import { OrderNumber } from "./ids.ts";
import { IsoTime } from "./paging.ts";
import { RowVersion } from "./row-version.ts";
import { isStorable, isVisible } from "./text.ts";

export const NOTE_LENGTH_MAX = 2_000;
export const NOTES_MAX = 200;
export const TAG_LENGTH_MAX = 40;
export const TAGS_MAX = 20;
/** Tags that are offered to choose from. */
export const TAG_CHOICES_MAX = 200;

export const NoteText = z
  .string()
  .trim()
  .min(1)
  .max(NOTE_LENGTH_MAX)
  .refine(isStorable, problem("characters"))
  .refine(isVisible, problem("characters"));

/** Tags that differ only in case, width or spaces are one. */
export const normalizeTag = (text: string): string =>
  text.normalize("NFKC").trim().replaceAll(/\s+/g, " ").toLowerCase();

/** The tags of a typed list, separated by commas or semicolons, in their normal form and each once. */
export const splitTags = (typed: string): string[] => [
  ...new Set(typed.split(/[,;]/).map(normalizeTag).filter(Boolean)),
];

/** A tag of an order, in its normal form. A comma separates tags, so none has one. */
export const OrderTag = z
  .string()
  .max(TAG_LENGTH_MAX)
  .overwrite(normalizeTag)
  .min(1)
  .max(TAG_LENGTH_MAX)
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what must not pass
  .regex(/^[^\u0000-\u001f\u007f,;]+$/)
  .refine(isStorable, problem("characters"))
  .refine(isVisible, problem("characters"));

export const AdminOrderNotes = z.strictObject({ number: OrderNumber });

export const OrderNote = z.strictObject({
  id: z.uuid(),
  body: z.string(),
  /** Null when their account is gone. */
  author: z.string().nullable(),
  /** Only who wrote a note may change it. */
  isMine: z.boolean(),
  version: z.int().min(1),
  createdAt: IsoTime,
  editedAt: IsoTime.nullable(),
});
export type OrderNote = z.infer<typeof OrderNote>;

/** What staff wrote on an order: notes, the newest first, and tags by name. Shoppers never see any of it. */
export const OrderNotes = z.strictObject({ notes: z.array(OrderNote), tags: z.array(z.string()) });
export type OrderNotes = z.infer<typeof OrderNotes>;

/** `noteId` is made by the client. A repeated request adds one note. */
export const AdminAddNote = z.strictObject({ number: OrderNumber, noteId: z.uuid(), body: NoteText });
export const AdminEditNote = z.strictObject({ noteId: z.uuid(), version: RowVersion, body: NoteText });
export const AdminRemoveNote = z.strictObject({ noteId: z.uuid(), version: RowVersion });

/** Adds and removes tags. What is there already, or gone already, is no mistake. */
export const AdminChangeTags = z
  .strictObject({
    number: OrderNumber,
    add: z.array(OrderTag).max(TAGS_MAX).optional(),
    remove: z.array(OrderTag).max(TAGS_MAX).optional(),
  })
  .refine(({ add = [], remove = [] }) => add.length + remove.length > 0, { path: ["add"] });
export type AdminChangeTags = z.infer<typeof AdminChangeTags>;

export const TagChoices = z.array(z.string());
