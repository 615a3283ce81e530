import type { ImportId } from "@cartwright/contracts/ids";

export const IMPORTS_PATH = "/admin/products/import";

/** The page, about one import. */
export const importPath = (id: ImportId): string => `${IMPORTS_PATH}?import=${id}`;
