import cliProgress from "cli-progress";

/** A progress bar on stderr that can go from one phase to the next; on a log it writes a line every few seconds. */
export function catalogBar() {
  const bar = new cliProgress.SingleBar(
    {
      format: "{phase} [{bar}] {percentage}% {note}",
      stream: process.stderr,
      hideCursor: true,
      noTTYOutput: true,
      notTTYSchedule: 3_000,
      emptyOnZero: true,
    },
    cliProgress.Presets.shades_classic,
  );
  let phase = "";
  return {
    show(next: string, at: { readonly value: number; readonly total: number; readonly note: string }): void {
      if (next === phase) bar.update(at.value, { phase: next, note: at.note });
      else {
        if (phase !== "") bar.stop();
        bar.start(at.total, at.value, { phase: next, note: at.note });
        phase = next;
      }
    },
    end(): void {
      if (phase !== "") bar.stop();
      phase = "";
    },
  };
}
