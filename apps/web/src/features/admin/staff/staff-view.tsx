"use client";

import type { StaffPage } from "@cartwright/contracts/admin-people";
import { useTranslations } from "@cartwright/messages/use-translations";
import { getQueryKey } from "@trpc/react-query";
import Link from "next/link";
import { useRef } from "react";
import { api } from "../../../trpc/react.tsx";
import { usePages } from "../../../trpc/use-pages.ts";
import { InviteStaff } from "./invite-staff.tsx";
import { ListPane } from "../shell/list-pane.tsx";
import { LIST_LIMIT } from "../shell/list-search.ts";
import { StaffTable } from "../people/people-table.tsx";
import { useRowKeys } from "../shell/use-row-keys.ts";

const PAGES_MAX = 10;

/** All staff, with keyboard navigation and "Invite". */
export function StaffView({ initial, mayInvite }: { initial: StaffPage; mayInvite: boolean }) {
  const t = useTranslations("adminPeople");
  const { client } = api.useUtils();
  const list = usePages({
    key: getQueryKey(api.admin.staff.list),
    initial,
    read: (at, signal) => client.admin.staff.list.query({ limit: LIST_LIMIT, ...at }, { signal }),
    pagesMax: PAGES_MAX,
  });
  const body = useRef<HTMLTableSectionElement>(null);
  useRowKeys(body);
  return (
    <div className="grid gap-4">
      <div className="flex items-center justify-between gap-4">
        <div className="flex flex-wrap items-baseline gap-x-4">
          <h1 className="text-xl">{t("staff.title")}</h1>
          <Link
            href="/admin/staff/roles"
            prefetch={false}
            className="link link-alone text-xs text-muted hover:text-ink"
          >
            {t("staff.roles")}
          </Link>
        </div>
        {mayInvite ? <InviteStaff /> : null}
      </div>
      <ListPane
        list={list}
        countText={t("staff.count", { count: list.items.length })}
        empty={t("staff.empty")}
        hasSearch={false}
      >
        <StaffTable staff={list.items} body={body} />
      </ListPane>
    </div>
  );
}
