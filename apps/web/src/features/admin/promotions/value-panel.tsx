import { SHOP_CURRENCY } from "@cartwright/contracts/amounts";
import { PromotionKind, PromotionMethod } from "@cartwright/contracts/promotions";
import { useTranslations } from "@cartwright/messages/use-translations";
import { TextField } from "@cartwright/ui/field";
import { SelectField } from "@cartwright/ui/select";
import { Panel } from "../shell/panel.tsx";
import { controlOf } from "./control-of.ts";
import type { PromotionEditor } from "./use-promotion-editor.ts";

interface PartProps {
  editor: PromotionEditor;
  mayWrite: boolean;
}

/** How shoppers get the promotion. That does not change once it exists. */
export function MethodPanel({ editor, mayWrite }: PartProps) {
  const t = useTranslations("adminPromotions");
  const { form, errors, set, stored } = editor;
  return (
    <Panel title={t("panel.method")}>
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label={t("field.method")}
          hint={t(`methodHint.${form.method}`)}
          error={errors.method}
          value={form.method}
          disabled={!mayWrite || stored !== null}
          onChange={(event) => set({ method: PromotionMethod.parse(event.target.value) })}
        >
          {PromotionMethod.options.map((method) => (
            <option key={method} value={method}>
              {t(`method.${method}`)}
            </option>
          ))}
        </SelectField>
        {form.method === "code" ? (
          <TextField
            label={t("field.code")}
            maxLength={40}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            readOnly={!mayWrite}
            {...controlOf(editor, "code", t("field.codeHint"))}
          />
        ) : null}
        <TextField
          label={t("field.title")}
          optional={form.method !== "automatic"}
          maxLength={120}
          readOnly={!mayWrite}
          className="sm:col-span-2"
          {...controlOf(editor, "title", t("field.titleHint"))}
        />
      </div>
    </Panel>
  );
}

/** What the promotion takes off. */
export function ValuePanel({ editor, mayWrite }: PartProps) {
  const t = useTranslations("adminPromotions");
  const { form, set } = editor;
  const isSet = form.kind === "buy_x_get_y";
  const number = { inputMode: "decimal", autoComplete: "off", readOnly: !mayWrite } as const;
  return (
    <Panel title={t("panel.value")}>
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label={t("field.kind")}
          value={form.kind}
          disabled={!mayWrite}
          className={isSet ? "sm:col-span-2" : ""}
          onChange={(event) => set({ kind: PromotionKind.parse(event.target.value) })}
        >
          {PromotionKind.options.map((kind) => (
            <option key={kind} value={kind}>
              {t(`kind.${kind}`)}
            </option>
          ))}
        </SelectField>
        {form.kind === "fixed" ? (
          <TextField
            label={t("field.amount", { currency: SHOP_CURRENCY })}
            {...number}
            {...controlOf(editor, "amount")}
          />
        ) : null}
        {isSet ? (
          <>
            <TextField label={t("field.buy")} {...number} {...controlOf(editor, "buyQuantity")} />
            <TextField label={t("field.get")} {...number} {...controlOf(editor, "getQuantity", t("field.getHint"))} />
          </>
        ) : null}
        {isSet || form.kind === "percentage" ? (
          <TextField
            label={t(isSet ? "field.percentGot" : "field.percent")}
            {...number}
            {...controlOf(editor, "percent", isSet ? t("field.percentGotHint") : undefined)}
          />
        ) : null}
      </div>
    </Panel>
  );
}
