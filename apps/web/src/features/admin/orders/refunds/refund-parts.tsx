import type { RefundPreview } from "@cartwright/contracts/refunds";
import { formatMoney } from "@cartwright/contracts/money";
import { useTranslations } from "@cartwright/messages/use-translations";
import { classNames } from "@cartwright/ui/class-names";
import type { StaffOrder } from "../staff-order.ts";

/** What a refund is made of, its tax, and what it comes to. */
export function RefundParts({ order, preview }: { order: StaffOrder; preview: RefundPreview }) {
  const t = useTranslations("adminRefunds");
  const money = (minor: number) => formatMoney(minor, preview.currency);
  const rows = preview.parts.flatMap((part) => {
    if (part.kind === "shipping") return [{ key: "shipping", name: t("part.shipping"), minor: part.amountMinor }];
    if (part.kind === "adjustment") {
      if (part.amountMinor === 0) return [];
      const isWithheld = part.amountMinor === -preview.withheldMinor;
      const name = t(isWithheld ? "part.unearned" : part.amountMinor > 0 ? "part.more" : "part.less");
      return [{ key: "adjustment", name, minor: part.amountMinor }];
    }
    const title = order.lines.find(({ id }) => id === part.lineId)?.title ?? part.lineId;
    const goods = {
      key: part.lineId,
      name: t("part.line", { quantity: part.quantity, title }),
      minor: part.amountMinor + part.discountMinor,
    };
    if (part.discountMinor === 0) return [goods];
    return [goods, { key: `${part.lineId} discount`, name: t("part.discount"), minor: -part.discountMinor }];
  });
  return (
    <dl aria-label={t("preview")} className="figures grid gap-1.5 rounded-md bg-sunk p-3">
      {rows.map(({ key, name, minor }) => (
        <Row key={key} name={name} value={money(minor)} />
      ))}
      <Row name={t("part.total")} value={money(preview.amountMinor)} strong />
      {preview.giftCardMinor > 0 ? <Row name={t("part.giftCards")} value={money(preview.giftCardMinor)} /> : null}
      <Row name={t("part.tax")} value={money(preview.taxMinor)} />
      <Row name={t("part.left")} value={money(preview.remainingMinor - preview.amountMinor)} />
    </dl>
  );
}

function Row({ name, value, strong = false }: { name: string; value: string; strong?: boolean }) {
  return (
    <div
      className={classNames(
        "flex justify-between gap-4",
        strong ? "border-t border-line pt-1.5 font-medium" : "text-ink-soft",
      )}
    >
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
