"use client";

import type { AdminOrder } from "@cartwright/contracts/admin";
import type { WatchState } from "@cartwright/realtime/client";
import { useEffect, useEffectEvent, useState } from "react";
import { api } from "../../../trpc/react.tsx";
import type { StaffOrder } from "./staff-order.ts";
import { useRealtime } from "../../realtime/realtime-provider.tsx";

const REFRESH_AFTER_MS = 150;
const POLL_WHILE_DOWN_MS = 3_000;
/** A waiting saga writes no event, so it is polled this often. */
const POLL_WHILE_OPEN_MS = 5_000;

/** One live order of the back office: each event refetches it. */
export function useStaffOrder(initial: AdminOrder): { readonly order: StaffOrder; readonly live: WatchState } {
  const { number } = initial;
  const realtime = useRealtime();
  const utils = api.useUtils();
  const [live, setLive] = useState<WatchState>("connecting");
  const { data: order } = api.admin.orders.get.useQuery(
    { number },
    {
      // The two types differ only in optional fields that are undefined, which the wire leaves out.
      initialData: initial as StaffOrder,
      refetchInterval: ({ state }) => {
        if (live !== "live") return POLL_WHILE_DOWN_MS;
        return state.data?.sagas.some((saga) => saga.finishedAt === null) ? POLL_WHILE_OPEN_MS : false;
      },
    },
  );
  const refresh = useEffectEvent(() => void utils.admin.orders.get.invalidate({ number }));
  const known = useEffectEvent(() => order.timeline.at(-1)?.seq ?? 0);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = realtime.watchOrder(number, known(), {
      onState: setLive,
      onEvent: () => {
        timer ??= setTimeout(() => {
          timer = undefined;
          refresh();
        }, REFRESH_AFTER_MS);
      },
    });
    return () => {
      end();
      clearTimeout(timer);
    };
  }, [number, realtime]);

  return { order, live };
}
