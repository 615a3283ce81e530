"use client";

import { type AdminDraftPage, DraftState } from "@cartwright/contracts/order-drafts";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Badge } from "@cartwright/ui/badge";
import { buttonClass } from "@cartwright/ui/button-class";
import { classNames } from "@cartwright/ui/class-names";
import { Table, Td, Th } from "@cartwright/ui/table";
import { getQueryKey } from "@trpc/react-query";
import Link from "next/link";
import { api } from "../../../trpc/react.tsx";
import { BackLink } from "../shell/back-link.tsx";
import { ChipChoice } from "../shell/chip-choice.tsx";
import { ListHeader } from "../shell/list-header.tsx";
import { ListPane } from "../shell/list-pane.tsx";
import { Timestamp } from "../shell/timestamp.tsx";
import { useAdminList } from "../shell/use-admin-list.ts";
import { type DraftSearch, draftSearchPath, toDraftInput } from "./draft-search.ts";

export const DRAFT_TONES = { open: "neutral", sent: "accent", expired: "warn", paid: "good" } as const;
const WIDE = "max-md:hidden";
const CELL = "py-2 align-top";
const ALL = "all";

interface DraftsViewProps {
  search: DraftSearch;
  initial: AdminDraftPage;
  mayEdit: boolean;
}

/** Orders that staff have put together, and how far each is from being paid. */
export function DraftsView({ search: asked, initial, mayEdit }: DraftsViewProps) {
  const t = useTranslations("adminDrafts");
  const orders = useTranslations("adminOrders");
  const { client } = api.useUtils();
  const { search, setSearch, list, body } = useAdminList({
    key: getQueryKey(api.admin.drafts.list),
    asked,
    initial,
    pathOf: draftSearchPath,
    read: (wanted, page, signal) => client.admin.drafts.list.query({ ...toDraftInput(wanted), ...page }, { signal }),
  });
  return (
    <div className="grid gap-4">
      <BackLink href="/admin/orders" label={orders("title")} />
      <ListHeader title={t("title")}>
        {mayEdit ? (
          <Link
            href="/admin/orders/drafts/new"
            prefetch={false}
            className={buttonClass({ variant: "primary", size: "sm" })}
          >
            {t("create")}
          </Link>
        ) : null}
      </ListHeader>
      <ChipChoice
        legend={t("filter")}
        group="state"
        options={[
          { value: ALL, label: t("all") },
          ...DraftState.options.map((state) => ({ value: state, label: t(`state.${state}`) })),
        ]}
        value={search.state ?? ALL}
        onChange={(state) => setSearch({ state: DraftState.safeParse(state).data ?? null })}
      />
      <ListPane list={list} countText={t("count", { count: list.items.length })} empty={t("empty")} hasSearch={false}>
        <Table caption={t("caption")}>
          <thead>
            <tr>
              <Th>{t("draft")}</Th>
              <Th>{t("customer")}</Th>
              <Th className={classNames(WIDE, "text-right")}>{t("items")}</Th>
              <Th>{t("filter")}</Th>
              <Th className={classNames(WIDE, "text-right")}>{t("created")}</Th>
            </tr>
          </thead>
          <tbody ref={body}>
            {list.items.map(({ draftId, number, customer, email, units, state, createdAt }) => (
              <tr key={draftId} className="relative transition-colors last:*:border-b-0 hover:bg-sunk">
                <Td className={CELL}>
                  <Link
                    href={`/admin/orders/drafts/${draftId}`}
                    prefetch={false}
                    className="font-mono text-[0.8125rem] whitespace-nowrap after:absolute after:inset-0 focus-visible:-outline-offset-2"
                  >
                    {t("name", { number })}
                  </Link>
                </Td>
                <Td className={classNames(CELL, "max-w-40 text-ink-soft sm:max-w-56")}>
                  {customer === null ? null : <span className="block truncate">{customer}</span>}
                  <span className={classNames("block truncate", customer !== null && "text-xs text-muted")}>
                    {email}
                  </span>
                </Td>
                <Td className={classNames(CELL, WIDE, "figures text-right")}>{units}</Td>
                <Td className={CELL}>
                  <Badge tone={DRAFT_TONES[state]}>{t(`state.${state}`)}</Badge>
                </Td>
                <Td className={classNames(CELL, WIDE, "text-right whitespace-nowrap text-muted")}>
                  <Timestamp at={createdAt} />
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </ListPane>
    </div>
  );
}
