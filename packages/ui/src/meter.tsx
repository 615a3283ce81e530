import { classNames } from "./class-names.ts";

/** A thin bar from `start` to `end`, both shares of the whole (0 to 1). Decoration: the number is shown as text beside it. */
export function Meter({ start = 0, end, className }: { start?: number; end: number; className?: string }) {
  const from = Math.min(Math.max(start, 0), 1);
  const width = Math.min(Math.max(end - from, 0.004), 1 - from);
  return (
    <svg aria-hidden="true" className={classNames("h-1.5 w-full overflow-hidden rounded-full bg-sunk", className)}>
      <rect x={`${from * 100}%`} width={`${width * 100}%`} height="100%" rx="3" fill="currentColor" />
    </svg>
  );
}
