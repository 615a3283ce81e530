import { useTranslations } from "@cartwright/messages/use-translations";
import type { WatchState } from "@cartwright/realtime/client";
import { classNames } from "@cartwright/ui/class-names";

/** Whether the page gets live updates. */
export function LiveState({ state }: { state: WatchState }) {
  const t = useTranslations("admin");
  return (
    <output className="inline-flex items-center gap-2 text-xs text-muted">
      <span
        aria-hidden="true"
        className={classNames("size-1.5 rounded-full", state === "live" ? "bg-good" : "animate-pulse-soft bg-warn")}
      />
      {t(`live.${state}`)}
    </output>
  );
}
