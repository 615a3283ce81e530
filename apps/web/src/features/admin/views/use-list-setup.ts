"use client";

import type { ListColumn, ListColumnOf, ListSetup, SetUpList } from "@cartwright/contracts/list-setup";
import { api } from "../../../trpc/react.tsx";

export interface UsedSetup<List extends SetUpList> {
  readonly list: List;
  readonly setup: ListSetup;
  /** Shows the setup that a change has returned. */
  readonly set: (setup: ListSetup) => void;
  /** Reads it again: someone else has changed it. */
  readonly refresh: () => void;
  readonly shows: (column: ListColumnOf<List>) => boolean;
}

/** A list as the person has set it up: the views they see, and which columns it shows. */
export function useListSetup<List extends SetUpList>(list: List, initial: ListSetup): UsedSetup<List> {
  const utils = api.useUtils();
  const { data: setup } = api.admin.lists.get.useQuery({ list }, { initialData: initial });
  const hidden: readonly ListColumn[] = setup.hidden;
  return {
    list,
    setup,
    set: (changed) => utils.admin.lists.get.setData({ list }, changed),
    refresh: () => void utils.admin.lists.get.invalidate({ list }),
    shows: (column) => !hidden.includes(column),
  };
}
