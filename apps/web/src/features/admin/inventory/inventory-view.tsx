"use client";

import type { AdminStockPage, AdminStockRow } from "@cartwright/contracts/admin-products";
import { LIST_COLUMNS, type ListSetup } from "@cartwright/contracts/list-setup";
import { listFilePath } from "@cartwright/contracts/list-files";
import { StockPolicy } from "@cartwright/contracts/stock-policy";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Select } from "@cartwright/ui/select";
import { getQueryKey } from "@trpc/react-query";
import { useState } from "react";
import type { z } from "zod";
import { api } from "../../../trpc/react.tsx";
import { Chip } from "../shell/chip.tsx";
import { ListHeader } from "../shell/list-header.tsx";
import { ListPane } from "../shell/list-pane.tsx";
import { SearchBox } from "../shell/search-box.tsx";
import { PolicyDialog } from "./policy-dialog.tsx";
import { StockDialog } from "./stock-dialog.tsx";
import { readStockSearch, type StockSearch, stockSearchPath, toStockInput } from "./stock-search.ts";
import { StockSheet } from "./stock-sheet.tsx";
import { stockName, StockTable } from "./stock-table.tsx";
import { ListBar } from "../views/list-bar.tsx";
import { useListSetup } from "../views/use-list-setup.ts";
import { useAdminList } from "../shell/use-admin-list.ts";

interface InventoryViewProps {
  search: StockSearch;
  initial: z.infer<typeof AdminStockPage>;
  setup: ListSetup;
  mayAdjust: boolean;
}

/** Stock by variant: reservations, movements and adjustments. */
export function InventoryView({ search: asked, initial, setup, mayAdjust }: InventoryViewProps) {
  const t = useTranslations("adminInventory");
  const utils = api.useUtils();
  const adminList = useAdminList({
    key: getQueryKey(api.admin.inventory.list),
    asked,
    initial,
    pathOf: stockSearchPath,
    read: (wanted, page, signal) =>
      utils.client.admin.inventory.list.query({ ...toStockInput(wanted), ...page }, { signal }),
  });
  const { search, setSearch, list, body } = adminList;
  const used = useListSetup("inventory", setup);
  const [opened, setOpened] = useState<AdminStockRow | null>(null);
  const [open, setOpen] = useState<"sheet" | "adjust" | "policy">("sheet");
  const row = opened && (list.items.find((each) => each.variantId === opened.variantId) ?? opened);
  return (
    <div className="grid gap-4">
      <ListHeader title={t("title")} exportPath={listFilePath("stock", toStockInput(search))} />
      <ListBar
        used={used}
        columns={LIST_COLUMNS.inventory.map((id) => ({ id, label: t(`column.${id}`) }))}
        firstColumn={t("column.variant")}
        adminList={adminList}
        pathOf={stockSearchPath}
        read={readStockSearch}
      />
      <search aria-label={t("label")} className="grid gap-3">
        <SearchBox label={t("search")} adminList={adminList} />
        <div className="flex flex-wrap gap-1.5">
          <Chip label={t("lowStock")} on={search.low} onChange={(low) => setSearch({ ...search, low })} />
          <Chip
            label={t("discontinued")}
            on={search.retired}
            onChange={(retired) => setSearch({ ...search, retired })}
          />
          <Select
            aria-label={t("policyLabel")}
            value={search.policy ?? ""}
            onChange={(event) =>
              setSearch({ ...search, policy: StockPolicy.safeParse(event.target.value).data ?? null })
            }
            className="min-h-9 w-auto text-sm"
          >
            <option value="">{t("anyPolicy")}</option>
            {StockPolicy.options.map((policy) => (
              <option key={policy} value={policy}>
                {t(`policy.${policy}`)}
              </option>
            ))}
          </Select>
        </div>
      </search>
      <ListPane list={list} countText={t("count", { count: list.items.length })} empty={t("empty")}>
        <StockTable
          rows={list.items}
          body={body}
          shows={used.shows}
          onOpen={(wanted) => {
            setOpen("sheet");
            setOpened(wanted);
          }}
        />
      </ListPane>
      {row !== null && open === "sheet" ? (
        <StockSheet row={row} onClose={() => setOpened(null)} onChange={mayAdjust ? setOpen : null} />
      ) : null}
      {row !== null && open === "policy" ? (
        <PolicyDialog
          item={{ ...row, name: stockName(row, t) }}
          onClose={() => setOpen("sheet")}
          onChanged={() => void utils.admin.inventory.invalidate()}
        />
      ) : null}
      {row !== null && open === "adjust" ? (
        <StockDialog
          item={{ ...row, name: stockName(row, t) }}
          onClose={() => setOpen("sheet")}
          onAdjusted={() => void utils.admin.inventory.invalidate()}
        />
      ) : null}
    </div>
  );
}
