import type { BarPoint, ChartColumns } from "./bar-point.ts";

interface ChartTableProps {
  label: string;
  columns: ChartColumns;
  points: readonly BarPoint[];
  /** What it is opened by. */
  asTable: string;
}

/** The points of a chart as a table that opens below it. */
export function ChartTable({ label, columns, asTable, points }: ChartTableProps) {
  return (
    <details className="text-xs">
      <summary className="w-fit rounded-sm py-1 text-muted hover:text-ink">{asTable}</summary>
      <table className="figures mt-2 w-full max-w-xl text-left">
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr className="text-muted">
            <th scope="col" className="py-1 pr-3 font-medium">
              {columns.label}
            </th>
            <th scope="col" className="py-1 text-right font-medium">
              {columns.text}
            </th>
            <th scope="col" className="py-1 pl-3 text-right font-medium">
              {columns.before}
            </th>
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.id} className="border-t border-line align-top">
              <th scope="row" className="py-1 pr-3 font-normal">
                {point.label}
              </th>
              <td className="py-1 text-right">{point.text}</td>
              <td className="py-1 pl-3 text-right text-muted">{point.before?.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
