export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** The query of a page's address, as the browser has it. */
export async function readParams(searchParams: SearchParams): Promise<URLSearchParams> {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(await searchParams)) {
    for (const each of [value ?? []].flat()) params.append(name, each);
  }
  return params;
}
