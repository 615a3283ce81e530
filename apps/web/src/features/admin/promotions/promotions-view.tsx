"use client";

import { type AdminPromotionPage, PromotionMethod, PromotionState } from "@cartwright/contracts/promotions";
import { useTranslations } from "@cartwright/messages/use-translations";
import { buttonClass } from "@cartwright/ui/button-class";
import { Select } from "@cartwright/ui/select";
import { getQueryKey } from "@trpc/react-query";
import Link from "next/link";
import type { z } from "zod";
import { api } from "../../../trpc/react.tsx";
import { Chip } from "../shell/chip.tsx";
import { ListPane } from "../shell/list-pane.tsx";
import { SearchBox } from "../shell/search-box.tsx";
import { useAdminList } from "../shell/use-admin-list.ts";
import { type PromotionSearch, promotionSearchPath, toPromotionInput } from "./promotion-search.ts";
import { PromotionTable } from "./promotion-table.tsx";

interface PromotionsViewProps {
  search: PromotionSearch;
  initial: z.infer<typeof AdminPromotionPage>;
  mayWrite: boolean;
}

/** All promotions: search, filters and keyboard navigation. */
export function PromotionsView({ search: asked, initial, mayWrite }: PromotionsViewProps) {
  const t = useTranslations("adminPromotions");
  const { client } = api.useUtils();
  const adminList = useAdminList({
    key: getQueryKey(api.admin.promotions.list),
    asked,
    initial,
    pathOf: promotionSearchPath,
    read: (wanted, page, signal) =>
      client.admin.promotions.list.query({ ...toPromotionInput(wanted), ...page }, { signal }),
  });
  const { search, setSearch, list, body } = adminList;
  const toggle = (state: PromotionState, on: boolean) =>
    setSearch({
      ...search,
      state: PromotionState.options.filter((each) => (each === state ? on : search.state.includes(each))),
    });
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-xl">{t("title")}</h1>
        {mayWrite ? (
          <Link href="/admin/promotions/new" prefetch={false} className={buttonClass({ size: "sm" })}>
            {t("new.link")}
          </Link>
        ) : null}
      </div>
      <search aria-label={t("title")} className="grid gap-3">
        <div className="flex flex-wrap gap-3">
          <SearchBox label={t("search")} adminList={adminList} />
          <div className="w-56 max-sm:w-full">
            <Select
              aria-label={t("methodLabel")}
              value={search.method ?? ""}
              onChange={(event) =>
                setSearch({ ...search, method: PromotionMethod.safeParse(event.target.value).data ?? null })
              }
              className="min-h-10 text-sm"
            >
              <option value="">{t("anyMethod")}</option>
              {PromotionMethod.options.map((method) => (
                <option key={method} value={method}>
                  {t(`method.${method}`)}
                </option>
              ))}
            </Select>
          </div>
        </div>
        <fieldset>
          <legend className="sr-only">{t("filters")}</legend>
          <div className="flex flex-wrap gap-1.5">
            {PromotionState.options.map((state) => (
              <Chip
                key={state}
                label={t(`state.${state}`)}
                on={search.state.includes(state)}
                onChange={(on) => toggle(state, on)}
              />
            ))}
          </div>
        </fieldset>
      </search>
      <ListPane list={list} countText={t("count", { count: list.items.length })} empty={t("empty")}>
        <PromotionTable promotions={list.items} body={body} />
      </ListPane>
    </div>
  );
}
