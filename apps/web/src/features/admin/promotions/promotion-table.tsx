import { formatMoney } from "@cartwright/contracts/amounts";
import type { AdminPromotionRow, PromotionState } from "@cartwright/contracts/promotions";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Badge } from "@cartwright/ui/badge";
import { classNames } from "@cartwright/ui/class-names";
import { Table, Td, Th } from "@cartwright/ui/table";
import Link from "next/link";
import type { Ref } from "react";
import { useTimeZone } from "../shell/shop-time.tsx";
import { effectWords, shopTime } from "./describe-promotion.ts";
import { PROMOTION_TONE } from "./promotion-tone.ts";

/** Columns for wide screens only. */
const WIDE = "max-md:hidden";
const CELL = "py-2";
const NUMBER = "figures text-right whitespace-nowrap";

interface PromotionTableProps {
  promotions: readonly AdminPromotionRow[];
  body: Ref<HTMLTableSectionElement>;
}

/** Promotions as rows; the whole row is a link. */
export function PromotionTable({ promotions, body }: PromotionTableProps) {
  const t = useTranslations("adminPromotions");
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th>{t("column.promotion")}</Th>
          <Th className={WIDE}>{t("column.state")}</Th>
          <Th className={WIDE}>{t("column.dates")}</Th>
          <Th className="text-right">{t("column.uses")}</Th>
          <Th className={classNames("text-right", WIDE)}>{t("column.discount")}</Th>
          <Th className={classNames("text-right", WIDE)}>{t("column.sales")}</Th>
        </tr>
      </thead>
      <tbody ref={body}>
        {promotions.map((promotion) => (
          <PromotionLine key={promotion.id} promotion={promotion} />
        ))}
      </tbody>
    </Table>
  );
}

export function StateOfPromotion({ state }: { state: PromotionState }) {
  const t = useTranslations("adminPromotions");
  return (
    <Badge tone={PROMOTION_TONE[state]} className="px-2 py-px whitespace-nowrap">
      {t(`state.${state}`)}
    </Badge>
  );
}

function PromotionLine({ promotion }: { promotion: AdminPromotionRow }) {
  const t = useTranslations("adminPromotions");
  const { code, title, method, state, used, usageLimit, currency } = promotion;
  const effect = effectWords(t, promotion);
  return (
    <tr className="relative transition-colors last:*:border-b-0 hover:bg-sunk">
      <Td className={CELL}>
        <Link
          href={`/admin/promotions/${promotion.id}`}
          prefetch={false}
          className="block max-w-80 truncate font-medium after:absolute after:inset-0 focus-visible:-outline-offset-2 max-md:max-w-52"
        >
          {code ?? (title || effect)}
        </Link>
        <span className="block max-w-80 truncate text-xs text-muted max-md:max-w-52">
          {code === null ? `${t(`method.${method}`)} · ` : title === "" ? "" : `${title} · `}
          {effect}
        </span>
        <span className="mt-1 block md:hidden">
          <StateOfPromotion state={state} />
        </span>
      </Td>
      <Td className={classNames(CELL, WIDE)}>
        <StateOfPromotion state={state} />
      </Td>
      <Td className={classNames(CELL, WIDE, "text-ink-soft")}>
        <Dates promotion={promotion} />
      </Td>
      <Td className={classNames(CELL, NUMBER)}>
        {usageLimit === null ? used : t("usesOf", { used, limit: usageLimit })}
      </Td>
      <Td className={classNames(CELL, WIDE, NUMBER)}>{formatMoney(promotion.discountMinor, currency)}</Td>
      <Td className={classNames(CELL, WIDE, NUMBER)}>{formatMoney(promotion.salesMinor, currency)}</Td>
    </tr>
  );
}

function Dates({ promotion: { startsAt, endsAt } }: { promotion: AdminPromotionRow }) {
  const t = useTranslations("adminPromotions");
  const timeZone = useTimeZone();
  const [from, to] = [startsAt, endsAt].map((at) => (at === null ? null : shopTime(at, timeZone)));
  if (from && to) return t("dates.between", { from, to });
  if (from) return t("dates.from", { from });
  return to ? t("dates.until", { to }) : t("dates.always");
}
