"use client";

import { DEAD_LETTERS_MAX, type DeadLetterPage, DeadLetterState } from "@cartwright/contracts/dead-letters";
import { useTranslations } from "@cartwright/messages/use-translations";
import { getQueryKey } from "@trpc/react-query";
import { useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { ChipChoice } from "../shell/chip-choice.tsx";
import { useCodeLabel } from "../shell/code-label.ts";
import { ListPane } from "../shell/list-pane.tsx";
import { SearchBox } from "../shell/search-box.tsx";
import { useAdminList } from "../shell/use-admin-list.ts";
import { deadLetterPath, type DeadLetterSearch, toDeadLetterInput } from "./dead-letter-search.ts";
import { DeadLetterTable } from "./dead-letter-table.tsx";
import { SelectionBar } from "./selection-bar.tsx";

interface DeadLettersViewProps {
  search: DeadLetterSearch;
  initial: DeadLetterPage;
}

/** Messages that could not be handled, by cause, to be replayed or discarded. */
export function DeadLettersView({ search: asked, initial }: DeadLettersViewProps) {
  const t = useTranslations("adminDeadLetters");
  const { client } = api.useUtils();
  const adminList = useAdminList({
    key: getQueryKey(api.admin.deadLetters.list),
    asked,
    initial,
    pathOf: deadLetterPath,
    read: (wanted, page, signal) =>
      client.admin.deadLetters.list.query({ ...toDeadLetterInput(wanted), ...page }, { signal }),
  });
  const { search, list, body } = adminList;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  // What is no longer listed is not acted on.
  const selected = list.items.filter(({ id, state }) => state === "open" && chosen.has(id)).map(({ id }) => id);
  return (
    <div className="grid gap-4">
      <div className="grid gap-1">
        <h2 className="text-lg">{t("title")}</h2>
        <p className="max-w-prose text-sm text-ink-soft">{t("intro")}</p>
      </div>
      <SearchBox label={t("search")} adminList={adminList} />
      <Filters adminList={adminList} causes={initial.causes} />
      {selected.length === 0 ? null : (
        <SelectionBar ids={selected} max={DEAD_LETTERS_MAX} onDone={() => setChosen(new Set())} />
      )}
      <ListPane
        list={list}
        countText={t("count", { count: list.items.length })}
        empty={search.state === "open" && search.query === "" ? t("empty.open") : t("empty.other")}
      >
        <DeadLetterTable letters={list.items} body={body} chosen={chosen} onChoose={setChosen} />
      </ListPane>
    </div>
  );
}

interface FiltersProps {
  adminList: { readonly search: DeadLetterSearch; readonly setSearch: (search: DeadLetterSearch) => void };
  causes: DeadLetterPage["causes"];
}

function Filters({ adminList: { search, setSearch }, causes }: FiltersProps) {
  const t = useTranslations("adminDeadLetters");
  const label = useCodeLabel();
  return (
    <div className="flex flex-wrap gap-x-8 gap-y-3">
      <ChipChoice
        legend={t("state.label")}
        group="state"
        options={DeadLetterState.options.map((state) => ({ value: state, label: t(`state.${state}`) }))}
        value={search.state}
        onChange={(state) => setSearch({ ...search, state })}
      />
      {causes.length === 0 || search.state !== "open" ? null : (
        <ChipChoice
          legend={t("causes")}
          group="cause"
          options={[
            { value: "", label: t("allCauses") },
            ...causes.map(({ cause, count }) => ({
              value: cause,
              label: t("cause", { cause: label("reason", cause), count }),
            })),
          ]}
          value={search.cause}
          onChange={(cause) => setSearch({ ...search, cause })}
        />
      )}
    </div>
  );
}
