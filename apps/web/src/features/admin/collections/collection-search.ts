import { listAddress, queryInput, readQuery } from "../shell/list-search.ts";

/** The filters of the list of collections, as the URL holds them: `?q=gifts`. */
export interface CollectionSearch {
  readonly query: string;
}

export const readCollectionSearch = (params: URLSearchParams): CollectionSearch => ({ query: readQuery(params) });

/** The URL of a filtered list. */
export const collectionSearchPath = ({ query }: CollectionSearch): string =>
  listAddress("/admin/collections", [["q", query]]);

/** The same as an input of `admin.collections.list`. */
export const toCollectionInput = ({ query }: CollectionSearch) => queryInput(query);
