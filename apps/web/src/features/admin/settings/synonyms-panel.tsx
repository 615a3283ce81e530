"use client";

import { SYNONYM_GROUPS_MAX, type SynonymGroup } from "@cartwright/contracts/synonyms";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { TextField } from "@cartwright/ui/field";
import { useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { EmptyPanel, Panel } from "../shell/panel.tsx";
import { RemoveSynonyms } from "./remove-synonyms.tsx";
import { SynonymsDialog } from "./synonyms-dialog.tsx";

type Opened =
  | { readonly dialog: "save"; readonly group: SynonymGroup | null }
  | { readonly dialog: "remove"; readonly group: SynonymGroup };

interface SynonymsPanelProps {
  initial: { groups: SynonymGroup[] };
  mayWrite: boolean;
}

const has = (group: SynonymGroup, wanted: string) =>
  group.terms.some((term) => term.toLowerCase().includes(wanted.trim().toLowerCase()));

/** The synonyms of the shop's search, and the dialogs that change them. */
export function SynonymsPanel({ initial, mayWrite }: SynonymsPanelProps) {
  const t = useTranslations("adminSettings");
  const utils = api.useUtils();
  const { data } = api.admin.search.synonyms.useQuery(undefined, { initialData: initial });
  const [opened, setOpened] = useState<Opened | null>(null);
  const [wanted, setWanted] = useState("");
  const shown = data.groups.filter((group) => has(group, wanted));
  const group = opened?.group && (data.groups.find(({ id }) => id === opened.group?.id) ?? opened.group);
  const dialog = {
    onClose: () => setOpened(null),
    onChanged: () => void utils.admin.search.synonyms.invalidate(),
  };
  return (
    <Panel
      id="synonyms"
      title={t("search.title")}
      aside={
        mayWrite ? (
          <Button size="sm" variant="quiet" onClick={() => setOpened({ dialog: "save", group: null })}>
            {t("search.add")}
          </Button>
        ) : null
      }
    >
      <div className="grid gap-4">
        <p className="max-w-prose text-muted">{t("search.intro")}</p>
        <div className="flex flex-wrap items-end justify-between gap-4">
          <TextField
            label={t("search.filter")}
            type="search"
            autoComplete="off"
            maxLength={60}
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
            className="w-full max-w-xs"
          />
          <p className="text-muted">
            {t("search.count", { count: data.groups.length })}. {t("search.max", { max: SYNONYM_GROUPS_MAX })}
          </p>
        </div>
        {shown.length === 0 ? (
          <EmptyPanel>{data.groups.length === 0 ? t("search.empty") : t("search.noMatch")}</EmptyPanel>
        ) : (
          <ul aria-label={t("search.list")} className="grid">
            {shown.map((group) => (
              <SynonymRow key={group.id} group={group} onOpen={mayWrite ? setOpened : null} />
            ))}
          </ul>
        )}
      </div>
      {opened?.dialog === "save" ? <SynonymsDialog group={group ?? null} {...dialog} /> : null}
      {opened?.dialog === "remove" && group ? <RemoveSynonyms group={group} {...dialog} /> : null}
    </Panel>
  );
}

function SynonymRow({ group, onOpen }: { group: SynonymGroup; onOpen: ((opened: Opened) => void) | null }) {
  const t = useTranslations("adminSettings");
  const terms = group.terms.join(t("search.separator"));
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-line py-2">
      <span className="min-w-0 grow basis-60 break-words">{terms}</span>
      {onOpen === null ? null : (
        <span className="flex gap-1">
          <Button
            size="sm"
            variant="quiet"
            aria-label={t("search.editOf", { terms })}
            onClick={() => onOpen({ dialog: "save", group })}
          >
            {t("search.edit")}
          </Button>
          <Button
            size="sm"
            variant="quiet"
            aria-label={t("search.removeOf", { terms })}
            onClick={() => onOpen({ dialog: "remove", group })}
          >
            {t("search.remove")}
          </Button>
        </span>
      )}
    </li>
  );
}
