import { classNames } from "@cartwright/ui/class-names";

interface ChipProps {
  label: string;
  on: boolean;
  /** The name of the group of which one is chosen at a time. Without it each is switched by itself. */
  group?: string;
  onChange: (on: boolean) => void;
}

/** One switch, or one choice, of a filter. */
export function Chip({ label, on, group, onChange }: ChipProps) {
  return (
    <label
      className={classNames(
        "inline-flex min-h-7 items-center rounded-full border px-2.5 text-xs transition-colors has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
        on ? "border-ink bg-ink text-paper" : "border-line text-ink-soft hover:border-line-strong",
      )}
    >
      <input
        type={group === undefined ? "checkbox" : "radio"}
        name={group}
        className="sr-only"
        checked={on}
        onChange={(event) => onChange(event.target.checked)}
      />
      {label}
    </label>
  );
}
