import type { Rows } from "./draft-rows.ts";

export interface ImageDraft {
  readonly src: string;
  readonly alt: string;
}

/** The product's pictures by position, each URL once. Pictures of variants come last. Rows without any add nothing. */
export function toImages(rows: Rows): ImageDraft[] {
  const found = new Map<string, { src: string; alt: string; position: number }>();
  for (const [index, row] of rows.entries()) {
    if (row.imageSrc === "") continue;
    const earlier = found.get(row.imageSrc);
    if (!earlier)
      found.set(row.imageSrc, { src: row.imageSrc, alt: row.imageAlt, position: row.imagePosition ?? index + 1 });
    else if (earlier.alt === "") earlier.alt = row.imageAlt;
  }
  const listed = [...found.values()].toSorted((a, b) => a.position - b.position);
  const ofVariants = rows.flatMap(({ variantImage }) =>
    variantImage !== "" && !found.has(variantImage) ? [variantImage] : [],
  );
  return [
    ...listed.map(({ src, alt }) => ({ src, alt })),
    ...[...new Set(ofVariants)].map((src) => ({ src, alt: "" })),
  ];
}
