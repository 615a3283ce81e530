"use client";

import type { ListColumn, SavedView, SetUpList } from "@cartwright/contracts/list-setup";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { classNames } from "@cartwright/ui/class-names";
import { Users } from "lucide-react";
import { type MouseEvent, useState } from "react";
import { ChooseColumns } from "./choose-columns.tsx";
import { RemoveViewDialog } from "./remove-view-dialog.tsx";
import type { UsedSetup } from "./use-list-setup.ts";
import { ViewDialog } from "./view-dialog.tsx";

interface ListBarProps<List extends SetUpList, Search> {
  used: UsedSetup<List>;
  /** The names of the columns that can be hidden, in the table's order. */
  columns: readonly { readonly id: ListColumn; readonly label: string }[];
  /** The name of the first column, which stays. */
  firstColumn: string;
  adminList: { readonly search: Search; readonly setSearch: (search: Search) => void };
  pathOf: (search: Search) => string;
  read: (params: URLSearchParams) => Search;
}

const queryOf = (path: string): string => path.split("?")[1] ?? "";

/** Over a list: its saved views, how to save what is shown now, and the choice of columns. */
export function ListBar<List extends SetUpList, Search>(props: ListBarProps<List, Search>) {
  const { used, columns, firstColumn, adminList, pathOf, read } = props;
  const t = useTranslations("adminViews");
  const { views } = used.setup;
  const [openedId, setOpenedId] = useState<string | null>(null);
  const [dialog, setDialog] = useState<"save" | "edit" | "remove" | "columns" | null>(null);
  const query = queryOf(pathOf(adminList.search));
  // What a view shows, not how its address was written once: lists may have got other filters since.
  const stateOf = (text: string) => queryOf(pathOf(read(new URLSearchParams(text))));
  const opened = views.find(({ id }) => id === openedId);
  const shown = views.filter((view) => stateOf(view.query) === query);
  const current = opened && (shown.length === 0 || shown.includes(opened)) ? opened : shown[0];
  const isShown = current !== undefined && shown.includes(current);
  const show = (view: SavedView | null) => (event: MouseEvent) => {
    // Into another tab, the link leads by itself.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    setOpenedId(view?.id ?? null);
    adminList.setSearch(read(new URLSearchParams(view?.query ?? "")));
  };
  const pathTo = (text: string) => pathOf(read(new URLSearchParams(text)));
  const close = () => setDialog(null);
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-2">
      {views.length === 0 ? null : (
        <nav aria-label={t("label")} className="max-w-full min-w-0 overflow-x-auto">
          <ul className="flex gap-1">
            <li>
              <Tab href={pathTo("")} isCurrent={query === ""} onClick={show(null)}>
                {t("all")}
              </Tab>
            </li>
            {views.map((view) => (
              <li key={view.id}>
                <Tab
                  href={pathTo(view.query)}
                  isCurrent={isShown && view.id === current.id}
                  onClick={show(view)}
                  {...(view.shared ? { sharedAs: sharedAs(view, t) } : {})}
                >
                  {view.name}
                </Tab>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <div className={classNames("flex flex-wrap items-center gap-1", views.length === 0 && "-ml-3")}>
        {current?.mayChange ? (
          <Button variant="quiet" size="sm" onClick={() => setDialog("edit")}>
            {t("edit")}
          </Button>
        ) : null}
        {query === "" || isShown ? null : (
          <Button variant="quiet" size="sm" onClick={() => setDialog("save")}>
            {t("save")}
          </Button>
        )}
        <Button variant="quiet" size="sm" onClick={() => setDialog("columns")}>
          {t("columns")}
        </Button>
      </div>
      {dialog === "save" ? (
        <ViewDialog used={used} view={null} query={query} isShown={false} onSaved={setOpenedId} onClose={close} />
      ) : null}
      {dialog === "edit" && current ? (
        <ViewDialog
          used={used}
          view={current}
          query={query}
          isShown={isShown}
          onSaved={setOpenedId}
          onRemove={() => setDialog("remove")}
          onClose={close}
        />
      ) : null}
      {dialog === "remove" && current ? <RemoveViewDialog used={used} view={current} onClose={close} /> : null}
      {dialog === "columns" ? (
        <ChooseColumns used={used} columns={columns} firstColumn={firstColumn} onClose={close} />
      ) : null}
    </div>
  );
}

/** Who shared a view. */
function sharedAs({ mine, author }: SavedView, t: ReturnType<typeof useTranslations<"adminViews">>): string {
  if (mine) return t("sharedByYou");
  return author === null ? t("sharedByShop") : t("sharedBy", { author });
}

interface TabProps {
  href: string;
  isCurrent: boolean;
  /** Who shared it, for a view that all staff see. */
  sharedAs?: string;
  onClick: (event: MouseEvent) => void;
  children: string;
}

function Tab({ href, isCurrent, sharedAs: shared, onClick, children }: TabProps) {
  return (
    // oxlint-disable-next-line nextjs/no-html-link-for-pages -- a click changes the list at once; only another tab loads the page
    <a
      href={href}
      aria-current={isCurrent ? "true" : undefined}
      title={shared}
      onClick={onClick}
      className={classNames(
        "inline-flex min-h-9 max-w-48 items-center gap-1.5 rounded-md px-2.5 whitespace-nowrap transition-colors focus-visible:-outline-offset-2",
        isCurrent ? "bg-sunk font-medium text-ink" : "text-muted hover:bg-sunk hover:text-ink",
      )}
    >
      {shared === undefined ? null : <Users aria-hidden="true" className="size-3.5 shrink-0" />}
      <span className="truncate">{children}</span>
      {shared === undefined ? null : <span className="sr-only"> {shared}</span>}
    </a>
  );
}
