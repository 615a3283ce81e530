import { SHOP_CURRENCY } from "@cartwright/contracts/amounts";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Checkbox } from "@cartwright/ui/checkbox";
import { TextField } from "@cartwright/ui/field";
import { Panel } from "../shell/panel.tsx";
import { useTimeZone } from "../shell/shop-time.tsx";
import { controlOf } from "./control-of.ts";
import type { PromotionEditor } from "./use-promotion-editor.ts";

interface PartProps {
  editor: PromotionEditor;
  mayWrite: boolean;
}

/** Minimums, limits, and whether it goes together with others. */
export function ConditionsPanel({ editor, mayWrite }: PartProps) {
  const t = useTranslations("adminPromotions");
  const { form, set } = editor;
  const field = { optional: true, autoComplete: "off", readOnly: !mayWrite } as const;
  return (
    <Panel title={t("panel.conditions")}>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={t("field.minimum", { currency: SHOP_CURRENCY })}
          inputMode="decimal"
          {...field}
          {...controlOf(editor, "minimum", t("field.minimumHint"))}
        />
        <TextField
          label={t("field.minimumQuantity")}
          inputMode="numeric"
          {...field}
          {...controlOf(editor, "minimumQuantity")}
        />
        <TextField
          label={t("field.usageLimit")}
          inputMode="numeric"
          {...field}
          {...controlOf(editor, "usageLimit", t("field.limitHint"))}
        />
        <TextField
          label={t("field.perCustomer")}
          inputMode="numeric"
          {...field}
          {...controlOf(editor, "perCustomerLimit")}
        />
        <Checkbox
          label={t("field.combinable")}
          checked={form.combinable}
          disabled={!mayWrite}
          className="sm:col-span-2"
          onChange={(event) => set({ combinable: event.target.checked })}
        />
      </div>
    </Panel>
  );
}

/** When it starts and ends, on the shop's clock. */
export function DatesPanel({ editor, mayWrite }: PartProps) {
  const t = useTranslations("adminPromotions");
  const zone = useTimeZone().replaceAll("_", " ");
  const field = { optional: true, type: "datetime-local", readOnly: !mayWrite } as const;
  return (
    <Panel title={t("panel.dates")}>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={t("field.startsAt")}
          {...field}
          {...controlOf(editor, "startsAt", t("field.startsHint", { zone }))}
        />
        <TextField
          label={t("field.endsAt")}
          {...field}
          {...controlOf(editor, "endsAt", t("field.endsHint", { zone }))}
        />
      </div>
    </Panel>
  );
}
