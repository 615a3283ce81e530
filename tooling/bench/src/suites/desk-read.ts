import type { Pool } from "pg";

/** One kind of read, with inputs that are taken in turn. */
export interface DeskRead {
  readonly name: string;
  readonly procedure: string;
  readonly inputs: readonly Readonly<Record<string, unknown>>[];
  /** Whether the pages after the first are read, from one to the next. */
  readonly pages?: true;
}

const SAMPLES = 40;

/** Texts to look for, from rows all over a table or, with a condition, some of its rows. */
export async function sample(pool: Pool, from: string, text: string): Promise<readonly string[]> {
  const { rows } = await pool.query<{ text: string }>(
    `select text from (select ${text} as text from ${from} order by random()) as shuffled where text <> '' limit ${SAMPLES}`,
  );
  if (rows.length === 0) throw new Error(`${from} has nothing to look for`);
  return rows.map((row) => row.text);
}

/** A read with one input. */
export const first = (name: string, procedure: string, input = {}): DeskRead => ({ name, procedure, inputs: [input] });

/** The first page of a list, and the pages after it. */
export const listed = (name: string, procedure: string, input = {}): DeskRead[] => [
  first(name, procedure, input),
  { ...first(`${name}, pages 2 to 41`, procedure, input), pages: true },
];

export const searches = (name: string, procedure: string, texts: readonly string[]): DeskRead => ({
  name,
  procedure,
  inputs: texts.map((query) => ({ query })),
});
