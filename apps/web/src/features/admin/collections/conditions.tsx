import { SHOP_CURRENCY } from "@cartwright/contracts/amounts";
import { CollectionMatch, CONDITIONS_MAX } from "@cartwright/contracts/collections";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button, IconButton } from "@cartwright/ui/button";
import { TextField } from "@cartwright/ui/field";
import { Select, SelectField } from "@cartwright/ui/select";
import { Plus, X } from "lucide-react";
import type { CategoryChoice } from "../products/category-choices.ts";
import { CONDITION_FIELDS, emptyCondition, type FormCondition } from "./collection-form.ts";
import type { CollectionEditor } from "./use-collection-editor.ts";

interface ConditionsProps {
  editor: CollectionEditor;
  categories: readonly CategoryChoice[];
  mayWrite: boolean;
}

/** The conditions of a collection by rules, and whether all or any of them must hold. */
export function Conditions({ editor, categories, mayWrite }: ConditionsProps) {
  const t = useTranslations("adminCollections");
  const { form, errors, theirs, set } = editor;
  const { conditions } = form;
  const change = (key: string, to: Partial<FormCondition>) =>
    set({ conditions: conditions.map((each) => (each.key === key ? { ...each, ...to } : each)) });
  const note = errors["conditions"] ?? theirs["conditions"] ?? theirs["match"];
  return (
    <div className="grid gap-4">
      <SelectField
        label={t("field.match")}
        value={form.match}
        disabled={!mayWrite}
        className="max-w-sm"
        onChange={(event) => set({ match: CollectionMatch.parse(event.target.value) })}
      >
        {CollectionMatch.options.map((match) => (
          <option key={match} value={match}>
            {t(`match.${match}`)}
          </option>
        ))}
      </SelectField>
      <ul aria-label={t("condition.list")} className="grid gap-3">
        {conditions.map((condition, index) => (
          <li key={condition.key} className="grid gap-3 border-t border-line pt-3 sm:grid-cols-[11rem_1fr_auto]">
            <Select
              aria-label={t("condition.field", { number: index + 1 })}
              value={condition.field}
              disabled={!mayWrite}
              onChange={(event) => {
                const field = CONDITION_FIELDS.find((each) => each === event.target.value);
                if (field) change(condition.key, { field });
              }}
            >
              {CONDITION_FIELDS.map((field) => (
                <option key={field} value={field}>
                  {t(`condition.${field}`)}
                </option>
              ))}
            </Select>
            <Value
              condition={condition}
              error={errors[condition.key]}
              categories={categories}
              mayWrite={mayWrite}
              onChange={(to) => change(condition.key, to)}
            />
            {mayWrite && conditions.length > 1 ? (
              <IconButton
                label={t("condition.remove", { number: index + 1 })}
                onClick={() => set({ conditions: conditions.filter(({ key }) => key !== condition.key) })}
              >
                <X aria-hidden="true" className="size-4" />
              </IconButton>
            ) : null}
          </li>
        ))}
      </ul>
      {note === undefined ? null : <p className="text-sm text-bad">{note}</p>}
      {mayWrite && conditions.length < CONDITIONS_MAX ? (
        <div>
          <Button
            size="sm"
            variant="secondary"
            onClick={() => set({ conditions: [...conditions, emptyCondition(crypto.randomUUID())] })}
          >
            <Plus aria-hidden="true" className="size-4" />
            {t("condition.add")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

interface ValueProps {
  condition: FormCondition;
  error: string | undefined;
  categories: readonly CategoryChoice[];
  mayWrite: boolean;
  onChange: (to: Partial<FormCondition>) => void;
}

/** What a condition compares with. */
function Value({ condition, error, categories, mayWrite, onChange }: ValueProps) {
  const t = useTranslations("adminCollections");
  const common = { autoComplete: "off", readOnly: !mayWrite } as const;
  switch (condition.field) {
    case "tag":
    case "vendor":
      return (
        <TextField
          label={t(`conditionValue.${condition.field}`)}
          {...common}
          maxLength={condition.field === "tag" ? 120 : 200}
          value={condition.text}
          error={error}
          onChange={(event) => onChange({ text: event.target.value })}
        />
      );
    case "price":
      return (
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField
            label={t("conditionValue.min", { currency: SHOP_CURRENCY })}
            optional
            {...common}
            inputMode="decimal"
            value={condition.min}
            error={error}
            onChange={(event) => onChange({ min: event.target.value })}
          />
          <TextField
            label={t("conditionValue.max", { currency: SHOP_CURRENCY })}
            optional
            {...common}
            inputMode="decimal"
            value={condition.max}
            onChange={(event) => onChange({ max: event.target.value })}
          />
        </div>
      );
    case "stock":
      return (
        <SelectField
          label={t("conditionValue.stock")}
          value={condition.inStock ? "yes" : "no"}
          disabled={!mayWrite}
          onChange={(event) => onChange({ inStock: event.target.value === "yes" })}
        >
          <option value="yes">{t("conditionValue.inStock")}</option>
          <option value="no">{t("conditionValue.soldOut")}</option>
        </SelectField>
      );
    case "new":
      return (
        <TextField
          label={t("conditionValue.days")}
          {...common}
          inputMode="numeric"
          maxLength={3}
          value={condition.days}
          error={error}
          onChange={(event) => onChange({ days: event.target.value })}
        />
      );
    case "category":
      return (
        <SelectField
          label={t("conditionValue.category")}
          hint={t("conditionValue.categoryHint")}
          error={error}
          value={condition.categoryId}
          disabled={!mayWrite}
          onChange={(event) => onChange({ categoryId: event.target.value })}
        >
          <option value="">{t("conditionValue.chooseCategory")}</option>
          {categories.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </SelectField>
      );
  }
}
