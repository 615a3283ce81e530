import { Input } from "@cartwright/ui/field";
import { Search } from "lucide-react";
import type { Ref } from "react";

interface SearchBoxProps {
  /** What it takes; it stands in the empty box, too. */
  label: string;
  value: string;
  onChange: (value: string) => void;
  box: Ref<HTMLInputElement>;
}

const QUERY_MAX = 200;

/** Where a list of the back office is searched. */
export function SearchBox({ label, value, onChange, box }: SearchBoxProps) {
  return (
    <div className="relative max-w-md grow">
      <Search
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted"
      />
      <Input
        ref={box}
        type="search"
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        maxLength={QUERY_MAX}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="min-h-10 pl-9 text-sm"
      />
    </div>
  );
}
