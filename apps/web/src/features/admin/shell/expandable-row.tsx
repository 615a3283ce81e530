import { classNames } from "@cartwright/ui/class-names";
import { Td } from "@cartwright/ui/table";
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

interface RowToggleProps {
  isOpen: boolean;
  /** The id of the row's {@link RowDetails}. */
  detailsId: string;
  onToggle: () => void;
  className?: string;
  children: ReactNode;
}

/** The button that expands a table's row. The whole row, which must be `relative`, is its target. */
export function RowToggle({ isOpen, detailsId, onToggle, className, children }: RowToggleProps) {
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      aria-controls={isOpen ? detailsId : undefined}
      onClick={onToggle}
      className={classNames(
        "flex items-center gap-2 text-left after:absolute after:inset-0 focus-visible:-outline-offset-2",
        className,
      )}
    >
      <ChevronRight
        aria-hidden="true"
        className={classNames("size-4 shrink-0 text-muted transition-transform", isOpen && "rotate-90")}
      />
      {children}
    </button>
  );
}

/** What a row expands to: a row of its own, across all columns. */
export function RowDetails({ id, columns, children }: { id: string; columns: number; children: ReactNode }) {
  return (
    <tr id={id} className="last:*:border-b-0">
      <Td colSpan={columns} className="bg-sunk">
        {children}
      </Td>
    </tr>
  );
}
