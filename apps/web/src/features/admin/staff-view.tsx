"use client";

import type { StaffPage } from "@cartwright/contracts/admin-people";
import { Notice } from "@cartwright/ui/notice";
import { getQueryKey } from "@trpc/react-query";
import { useRef } from "react";
import { messageOf } from "../../trpc/failure.ts";
import { api } from "../../trpc/react.tsx";
import { InviteStaff } from "./invite-staff.tsx";
import { ListFoot } from "./list-foot.tsx";
import { StaffTable } from "./people-table.tsx";
import { usePagedList } from "./use-paged-list.ts";
import { useRowKeys } from "./use-row-keys.ts";

const PAGE = 50;
const EVERYBODY = {};
const PATH = "/admin/staff";

/** Everybody who works here, walked through by keyboard, and the way to invite somebody. */
export function StaffView({ initial, mayInvite }: { initial: StaffPage; mayInvite: boolean }) {
  const { client } = api.useUtils();
  const list = usePagedList({
    key: getQueryKey(api.admin.staff.list),
    asked: EVERYBODY,
    initial,
    pathOf: () => PATH,
    read: (_wanted, cursor, signal) =>
      client.admin.staff.list.query({ limit: PAGE, ...(cursor === null ? {} : { cursor }) }, { signal }),
  });
  const body = useRef<HTMLTableSectionElement>(null);
  useRowKeys(body);
  return (
    <div className="grid gap-4">
      <div className="flex items-center justify-between gap-4">
        <h1 className="text-xl">Staff</h1>
        {mayInvite ? <InviteStaff /> : null}
      </div>
      {list.error ? (
        <Notice tone="bad" urgent>
          {messageOf(list.error)}
        </Notice>
      ) : null}
      <div className="overflow-hidden rounded-lg border border-line bg-surface">
        <StaffTable staff={list.items} body={body} />
      </div>
      <ListFoot count={list.items.length} noun="people" more={list.more} busy={list.isLoadingMore} searches={false} />
    </div>
  );
}
