import type { GetICUArgs } from "@schummar/icu-type-parser";

/** An area's messages as they are written: ICU strings, at most one level of groups. */
export type AreaSource = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** "title", or "status.pending" for a message in a group. */
export type MessageKey<Area> = {
  [Key in keyof Area & string]: Area[Key] extends string ? Key : `${Key}.${keyof Area[Key] & string}`;
}[keyof Area & string];

type MessageAt<Area, Key extends string> = Key extends keyof Area
  ? Area[Key]
  : Key extends `${infer Group}.${infer Name}`
    ? Group extends keyof Area
      ? Name extends keyof Area[Group]
        ? Area[Group][Name]
        : never
      : never
    : never;

interface ArgumentTypes {
  ICUArgument: string;
  ICUNumberArgument: number;
  ICUDateArgument: Date;
}

// A key may be a union ("status.pending" | "status.paid"): the values must then fit every message it may name.
type ValuesOf<Message> = (
  Message extends string ? (values: GetICUArgs<Message, ArgumentTypes>) => void : never
) extends (values: infer Values) => void
  ? Values
  : never;

/** The values that a message needs, as the rest of the call: none for a plain text. */
export type MessageValues<Area, Key extends string> = keyof ValuesOf<MessageAt<Area, Key>> extends never
  ? []
  : [values: ValuesOf<MessageAt<Area, Key>>];

/** The names of the tags in a message: "link" in "Read the <link>terms</link>". */
type TagsOf<Message> = Message extends `${string}</${infer Tag}>${infer Rest}` ? Tag | TagsOf<Rest> : never;

/** The values of a message with markup, and an element for each of its tags. */
export type RichValues<Area, Key extends string, Element> = ValuesOf<MessageAt<Area, Key>> &
  Record<TagsOf<MessageAt<Area, Key>>, Element>;
