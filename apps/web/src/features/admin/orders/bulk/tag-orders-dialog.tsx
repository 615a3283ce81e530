"use client";

import { AdminChangeTags, splitTags, TAG_LENGTH_MAX, TAGS_MAX } from "@cartwright/contracts/order-notes";
import { useTranslations } from "@cartwright/messages/use-translations";
import { TextField } from "@cartwright/ui/field";
import { useId, useState } from "react";
import { api } from "../../../../trpc/react.tsx";
import { BulkDialog, type OrdersDialogProps } from "./bulk-dialog.tsx";
import type { BulkOutcome } from "./use-bulk-run.ts";

/** Adds tags to many orders and removes others. Mounted while it is open. */
export function TagOrdersDialog({ numbers, onClose, onDone }: OrdersDialogProps) {
  const t = useTranslations("adminOrders");
  const { client } = api.useUtils();
  const { data: choices = [] } = api.admin.orders.tags.useQuery();
  const listId = useId();
  const [add, setAdd] = useState("");
  const [remove, setRemove] = useState("");
  const [error, setError] = useState<string | undefined>();
  const count = numbers.length;

  function prepare(): AdminChangeTags[] | null {
    const tags = { add: splitTags(add), remove: splitTags(remove) };
    if (tags.add.length + tags.remove.length === 0) setError(t("tags.none"));
    else {
      const rows = numbers.map((number) => AdminChangeTags.safeParse({ number, ...tags }));
      const read = rows.flatMap(({ data }) => data ?? []);
      if (read.length === rows.length) return read;
      setError(t("tags.invalid", { max: TAGS_MAX, length: TAG_LENGTH_MAX }));
    }
    return null;
  }

  async function change(orders: AdminChangeTags[]): Promise<BulkOutcome<AdminChangeTags>[]> {
    const { items } = await client.admin.orders.tagMany.mutate({ orders });
    return items.map(({ number, refusal, added, removed }) => {
      const isChanged = added.length + removed.length > 0;
      return { number, refusal, undo: isChanged ? { number, add: removed, remove: added } : null };
    });
  }

  return (
    <BulkDialog
      title={t("tags.title", { count })}
      confirm={t("tags.confirm")}
      prepare={prepare}
      act={change}
      takeBack={change}
      doneText={(done) => t("tags.done", { count: done })}
      undoneText={(undone) => t("tags.undone", { count: undone })}
      onClose={onClose}
      onDone={onDone}
    >
      <TextField
        label={t("tags.add")}
        hint={t("tags.hint")}
        error={error}
        autoComplete="off"
        list={listId}
        value={add}
        onChange={(event) => setAdd(event.target.value)}
      />
      <TextField
        label={t("tags.remove")}
        hint={t("tags.hint")}
        autoComplete="off"
        list={listId}
        value={remove}
        onChange={(event) => setRemove(event.target.value)}
      />
      <datalist id={listId}>
        {choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </datalist>
    </BulkDialog>
  );
}
