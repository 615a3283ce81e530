"use client";

import type { ImportId } from "@cartwright/contracts/ids";
import {
  type AdminImport,
  type AdminImportPage,
  type ImportChanged,
  isImportEnded,
} from "@cartwright/contracts/product-imports";
import type { WatchState } from "@cartwright/realtime/client";
import { useQueryClient } from "@tanstack/react-query";
import { getQueryKey } from "@trpc/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { usePages } from "../../../trpc/use-pages.ts";
import { useRealtime } from "../../realtime/realtime-provider.tsx";
import { LIST_LIMIT } from "../shell/list-search.ts";

/** The pages of the history that are shown at most: 500 imports. */
const PAGES_MAX = 10;
/** How often the page is read again while the socket is down. */
const POLL_MS = 3_000;

/** Hears of every change of an import, and reads again what may have been missed. */
function useImportFeed(onChange: (change: ImportChanged) => void, onStale: () => void): WatchState {
  const realtime = useRealtime();
  const [state, setState] = useState<WatchState>("connecting");
  const change = useEffectEvent(onChange);
  const stale = useEffectEvent(onStale);
  useEffect(
    () =>
      realtime.watchImports({
        onState: setState,
        onChange: (told) => change(told),
        onStale: () => stale(),
      }),
    [realtime],
  );
  return state;
}

/** The history, kept up to date, and which import the page is about: the chosen one, or the newest that has not ended. */
export function useImports(initial: AdminImportPage, chosen: ImportId | null) {
  const utils = api.useUtils();
  const queryClient = useQueryClient();
  const listKey = getQueryKey(api.admin.imports.list);
  const [followed, setFollowed] = useState<ImportId | null>(null);
  /** The versions that were told, so that progress alone reads nothing again. */
  const [versions] = useState(() => new Map<ImportId, number>());

  function readAgain(): void {
    void queryClient.invalidateQueries({ queryKey: listKey });
    void utils.admin.imports.get.invalidate();
  }

  const live = useImportFeed((told) => {
    const { importId, version, phase, done, total, rows } = told;
    const isProgress = versions.get(importId) === version;
    versions.set(importId, version);
    if (!isProgress) return readAgain();
    utils.admin.imports.get.setData(
      { importId },
      (known) => known && (known.version === version ? { ...known, phase, done, total, rows } : known),
    );
  }, readAgain);
  const history = usePages({
    key: listKey,
    initial,
    read: (at, signal) => utils.client.admin.imports.list.query({ limit: LIST_LIMIT, ...at }, { signal }),
    pagesMax: PAGES_MAX,
    refetchMs: live === "live" ? false : POLL_MS,
  });
  const open = history.items.find(({ state }) => state !== "uploading" && !isImportEnded(state))?.id ?? null;
  // One that has ended stays until another begins: its result is what the person waits for.
  const isOver = followed === null || history.items.some(({ id, state }) => id === followed && isImportEnded(state));
  if (isOver && open !== null) setFollowed(open);
  return { history, live, shown: chosen ?? followed, readAgain };
}

/** One import with its report, kept up to date. */
export function useImport(importId: ImportId, initial: AdminImport | null, live: WatchState) {
  return api.admin.imports.get.useQuery(
    { importId },
    {
      ...(initial?.id === importId ? { initialData: initial } : {}),
      refetchInterval: ({ state: { data } }) =>
        live === "live" || (data && isImportEnded(data.state)) ? false : POLL_MS,
    },
  );
}
