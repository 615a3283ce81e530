interface RowChoiceProps {
  label: string;
  on: boolean;
  onChange: (on: boolean) => void;
}

/** The tick box of a row, or of all rows. */
export function RowChoice({ label, on, onChange }: RowChoiceProps) {
  return (
    // The label is the target: larger than the box, and above the row's own button or link.
    <label className="relative z-10 -m-2 inline-grid size-10 place-items-center">
      <span className="sr-only">{label}</span>
      <input
        type="checkbox"
        className="size-4 accent-ink"
        checked={on}
        onChange={(event) => onChange(event.target.checked)}
      />
    </label>
  );
}

/** The selection with these rows added or removed. */
export function withChoice<Id extends string>(
  chosen: ReadonlySet<Id>,
  ids: readonly Id[],
  on: boolean,
): ReadonlySet<Id> {
  const others = [...chosen].filter((id) => !ids.includes(id));
  return new Set(on ? [...others, ...ids] : others);
}

/** Whether all of these are chosen, and there are any. */
export const areAllChosen = <Id extends string>(chosen: ReadonlySet<Id>, ids: readonly Id[]): boolean =>
  ids.length > 0 && ids.every((id) => chosen.has(id));
