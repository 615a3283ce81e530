import { Chip } from "./chip.tsx";

interface ChipChoiceProps<Value extends string> {
  /** What is chosen, for screen readers. */
  legend: string;
  /** Different from those of other groups on the page. */
  group: string;
  options: readonly { readonly value: Value; readonly label: string }[];
  value: Value;
  onChange: (value: Value) => void;
}

/** One choice of a filter, each option a chip. */
export function ChipChoice<Value extends string>({ legend, group, options, value, onChange }: ChipChoiceProps<Value>) {
  return (
    <fieldset className="flex flex-wrap items-center gap-2">
      <legend className="sr-only">{legend}</legend>
      {options.map((option) => (
        <Chip
          key={option.value}
          group={group}
          label={option.label}
          on={option.value === value}
          onChange={() => onChange(option.value)}
        />
      ))}
    </fieldset>
  );
}
