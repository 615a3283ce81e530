import { fullTitle } from "@cartwright/contracts/only-variant";
import { LINE_QUANTITY_MAX } from "@cartwright/contracts/cart-limits";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Quantity } from "@cartwright/ui/quantity";
import { SelectField } from "@cartwright/ui/select";
import type { ExchangeDraft, ExchangeOption } from "./use-exchange-draft.ts";

interface ExchangeLineProps {
  line: ExchangeOption;
  draft: ExchangeDraft;
  /** What is wrong with the choice. */
  error: string | undefined;
}

/** One returned line: which variant is sent for it, and for how many units. Says why when nothing can be. */
export function ExchangeLine({ line, draft, error }: ExchangeLineProps) {
  const t = useTranslations("adminReturns");
  const title = fullTitle(line);
  const choice = draft.choices[line.lineId];
  if (line.exchangeable === 0 || line.variants.length === 0)
    return (
      <div className="grid gap-1">
        <p className="font-medium break-words">{title}</p>
        <p className="text-sm text-ink-soft">{reasonOf(line, t)}</p>
      </div>
    );
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-2 font-medium break-words">
        {t("exchange.returned", { quantity: line.quantity, title })}
      </legend>
      <SelectField
        label={t("exchange.variant")}
        error={error}
        value={choice?.variantId ?? ""}
        onChange={(event) => draft.choose(line, event.target.value)}
      >
        <option value="">{t("exchange.none")}</option>
        {line.variants.map(({ variantId, title: variant, available, backorder }) => (
          <option key={variantId} value={variantId} disabled={available === 0}>
            {t("exchange.option", {
              variant,
              stock: backorder
                ? "backorder"
                : available === 0
                  ? "none"
                  : available === LINE_QUANTITY_MAX
                    ? "any"
                    : "some",
              count: available,
            })}
          </option>
        ))}
      </SelectField>
      {choice && line.exchangeable > 1 ? (
        <Quantity
          label={t("exchange.quantity", { title })}
          value={choice.quantity}
          min={1}
          max={line.exchangeable}
          onChange={(quantity) => draft.count(line, quantity)}
        />
      ) : null}
      {line.exchanged > 0 || line.refunded > 0 ? (
        <p className="text-sm text-ink-soft">
          {t("exchange.before", { exchanged: line.exchanged, refunded: line.refunded })}
        </p>
      ) : null}
    </fieldset>
  );
}

/** Why nothing of a line can be exchanged. */
function reasonOf(line: ExchangeOption, t: ReturnType<typeof useTranslations<"adminReturns">>): string {
  if (line.exchangeable > 0) return t("exchange.noVariant");
  if (line.exchanged > 0) return t("exchange.allExchanged");
  return line.refunded > 0 ? t("exchange.allRefunded") : t("exchange.noneReturned");
}
