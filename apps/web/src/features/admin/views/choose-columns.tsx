"use client";

import type { ListColumn, SetUpList } from "@cartwright/contracts/list-setup";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Checkbox } from "@cartwright/ui/checkbox";
import { Dialog } from "@cartwright/ui/dialog";
import { toast } from "@cartwright/ui/toast";
import { api } from "../../../trpc/react.tsx";
import type { UsedSetup } from "./use-list-setup.ts";

interface ChooseColumnsProps<List extends SetUpList> {
  used: UsedSetup<List>;
  columns: readonly { readonly id: ListColumn; readonly label: string }[];
  firstColumn: string;
  onClose: () => void;
}

/** Which columns a list shows. Each tick counts at once, and is kept for the person on the server. */
export function ChooseColumns<List extends SetUpList>({
  used,
  columns,
  firstColumn,
  onClose,
}: ChooseColumnsProps<List>) {
  const t = useTranslations("adminViews");
  const { list, setup, set } = used;
  const save = api.admin.lists.hideColumns.useMutation({
    // One after the other, so that the last choice is the one that stays.
    scope: { id: `columns of ${list}` },
    onError() {
      toast(t("choose.failed"), { tone: "bad" });
      used.refresh();
    },
  });
  const hide = (hidden: ListColumn[]) => {
    set({ ...setup, hidden });
    save.mutate({ list, hidden });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("choose.title")}
      footer={
        <Button variant="secondary" size="sm" disabled={setup.hidden.length === 0} onClick={() => hide([])}>
          {t("choose.reset")}
        </Button>
      }
    >
      <p className="mb-4 text-ink-soft">{t("choose.lead")}</p>
      <fieldset className="grid gap-1">
        <legend className="sr-only">{t("choose.title")}</legend>
        <Checkbox label={firstColumn} aside={t("choose.always")} checked disabled readOnly />
        {columns.map(({ id, label }) => (
          <Checkbox
            key={id}
            label={label}
            checked={!setup.hidden.includes(id)}
            onChange={({ target }) =>
              hide(target.checked ? setup.hidden.filter((each) => each !== id) : [...setup.hidden, id])
            }
          />
        ))}
      </fieldset>
    </Dialog>
  );
}
