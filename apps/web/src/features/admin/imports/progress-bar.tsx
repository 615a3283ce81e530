import { Meter } from "@cartwright/ui/meter";

interface ProgressBarProps {
  /** The name of what is in progress. */
  label: string;
  /** The progress as text. */
  text: string;
  /** 0 to 1; null while that is unknown. */
  share: number | null;
}

/** Progress as a bar and as text. */
export function ProgressBar({ label, text, share }: ProgressBarProps) {
  const percent = share === null ? null : Math.round(Math.min(Math.max(share, 0), 1) * 100);
  return (
    <div className="grid gap-2">
      <p className="figures min-w-0 text-sm break-words">{text}</p>
      <progress
        aria-label={label}
        aria-valuetext={text}
        max={100}
        {...(percent === null ? {} : { value: percent })}
        className="sr-only"
      />
      <Meter end={(percent ?? 0) / 100} />
    </div>
  );
}
