import type { WatchState } from "@cartwright/realtime/client";
import { classNames } from "@cartwright/ui/class-names";

const WORDS: Readonly<Record<WatchState, string>> = {
  connecting: "Connecting",
  live: "Live",
  down: "Reconnecting",
  refused: "Not live",
};

/** Whether what is shown follows by itself. */
export function LiveState({ state }: { state: WatchState }) {
  return (
    <output className="inline-flex items-center gap-2 text-xs text-muted">
      <span
        aria-hidden="true"
        className={classNames("size-1.5 rounded-full", state === "live" ? "bg-good" : "animate-pulse-soft bg-warn")}
      />
      {WORDS[state]}
    </output>
  );
}
