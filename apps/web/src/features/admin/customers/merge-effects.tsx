import type { MergePreview } from "@cartwright/contracts/customer-merge";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Notice } from "@cartwright/ui/notice";

/** What a merge would move and drop, or why it is refused. */
export function MergeEffects({ preview: { kept, gone, moves, drops, refusals } }: { preview: MergePreview }) {
  const t = useTranslations("adminMerge");
  const [refusal] = refusals;
  if (refusal !== undefined) return <Notice tone="bad">{t(`refused.${refusal}`)}</Notice>;
  const moved = [
    t("moves.orders", { count: moves.orders }),
    ...(moves.openReturns > 0 ? [t("moves.returns", { count: moves.openReturns })] : []),
    ...(moves.addresses > 0 ? [t("moves.addresses", { count: moves.addresses })] : []),
    ...(moves.notes > 0 ? [t("moves.notes", { count: moves.notes })] : []),
    ...(moves.tags.length > 0 ? [t("moves.tags", { tags: moves.tags.join(", ") })] : []),
  ];
  const dropped = [
    ...(drops.account ? [t("drops.account", { email: gone.email })] : []),
    ...(drops.sessions > 0 ? [t("drops.sessions", { count: drops.sessions })] : []),
    ...(drops.addresses > 0 ? [t("drops.addresses", { count: drops.addresses })] : []),
  ];
  return (
    <div className="grid gap-3">
      <Effects title={t("moves.title", { email: kept.email })} effects={moved} />
      {dropped.length > 0 ? <Effects title={t("drops.title")} effects={dropped} /> : null}
      <p className="text-ink-soft">{t("undo")}</p>
      <p className="text-xs text-muted">{t("told")}</p>
    </div>
  );
}

function Effects({ title, effects }: { title: string; effects: readonly string[] }) {
  return (
    <div>
      <h3 className="text-sm font-medium wrap-anywhere">{title}</h3>
      <ul className="mt-1 list-disc pl-5 text-ink-soft">
        {effects.map((effect) => (
          <li key={effect} className="wrap-anywhere">
            {effect}
          </li>
        ))}
      </ul>
    </div>
  );
}
