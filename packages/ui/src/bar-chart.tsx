"use client";

import { useState } from "react";
import { classNames } from "./class-names.ts";
import type { BarPoint, ChartColumns } from "./bar-point.ts";
import { ChartTable } from "./chart-table.tsx";

interface BarChartProps {
  /** What is shown, such as "Sales per hour". */
  label: string;
  columns: ChartColumns;
  words: {
    /** Replaces the newest bar's label while that still grows. Null when none does. */
    readonly now: string | null;
    /** What the table is opened by. */
    readonly asTable: string;
    /** One sentence about the whole, for people who do not see the chart. */
    readonly summary: string;
  };
  /** Oldest first. At most a hundred. */
  points: readonly BarPoint[];
  /** The number of bars per label. */
  labelEvery: number;
  className?: string;
}

const SLOT = 10;
const BAR = 7;
const HEIGHT = 100;
/** An hour without a sale still shows that it was an hour. */
const STUB = 1;

/** The line above the chart: the bar under the pointer, or the newest. */
function Readout({ label, point }: { label: string | undefined; point: BarPoint | undefined }) {
  return (
    <p className="figures flex min-h-8 flex-wrap justify-between gap-x-4 text-xs text-muted" aria-hidden="true">
      <span>{label}</span>
      <span className="text-ink-soft">{point?.text}</span>
    </p>
  );
}

function Legend({ columns }: Pick<BarChartProps, "columns">) {
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-xs text-muted" aria-hidden="true">
      <li className="flex items-center gap-2">
        <span className="size-2.5 bg-line-strong" />
        {columns.text}
      </li>
      <li className="flex items-center gap-2">
        <span className="w-4 border-t border-dashed border-ink-soft" />
        {columns.before}
      </li>
    </ul>
  );
}

/** A step for each point that has one, as one path. */
function stepsOf(points: readonly BarPoint[], highest: number): string {
  return points
    .map(({ before }, index) => {
      if (before === null) return "";
      const y = HEIGHT - (highest === 0 ? 0 : (before.value / highest) * HEIGHT);
      const joins = index > 0 && points[index - 1]?.before !== null;
      return `${joins ? `V${y}` : `M${index * SLOT} ${y}`}H${(index + 1) * SLOT}`;
    })
    .join("");
}

/**
 * Bars over time, beside another period as a dashed line. Drawn with attributes only, so that it works under a policy
 * without inline styles, and complete before any script runs. People who do not see it get the sentence of its label and the
 * table below.
 */
export function BarChart({ label, columns, words, points, labelEvery, className }: BarChartProps) {
  const [pointed, setPointed] = useState<number | null>(null);
  const highest = Math.max(0, ...points.flatMap(({ value, before }) => [value ?? 0, before?.value ?? 0]));
  const newest = points.findLastIndex(({ value }) => value !== null);
  const shown = pointed ?? newest;
  return (
    <figure className={classNames("grid gap-2", className)}>
      <Readout
        label={shown === newest && words.now !== null ? words.now : points[shown]?.label}
        point={points[shown]}
      />
      <svg
        role="img"
        aria-label={`${label}. ${words.summary}`}
        viewBox={`0 0 ${points.length * SLOT} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="h-40 w-full border-b border-line"
        onPointerLeave={() => setPointed(null)}
      >
        <path
          d={`M0 0H${points.length * SLOT}M0 ${HEIGHT / 2}H${points.length * SLOT}`}
          className="stroke-line"
          strokeDasharray="2 4"
          vectorEffect="non-scaling-stroke"
        />
        {points.map((point, index) => {
          const height = highest === 0 ? STUB : Math.max(((point.value ?? 0) / highest) * HEIGHT, STUB);
          const grows = words.now !== null && index === newest;
          return (
            <g key={point.id} onPointerEnter={() => setPointed(index)}>
              <rect x={index * SLOT} width={SLOT} height={HEIGHT} className="fill-transparent" />
              {point.value === null ? null : (
                <rect
                  x={index * SLOT + (SLOT - BAR) / 2}
                  y={HEIGHT - height}
                  width={BAR}
                  height={height}
                  className={classNames(
                    "transition-[fill] duration-150",
                    grows ? "fill-accent" : index === pointed ? "fill-ink" : "fill-line-strong",
                  )}
                />
              )}
            </g>
          );
        })}
        <path
          d={stepsOf(points, highest)}
          className="pointer-events-none fill-transparent stroke-ink-soft"
          strokeDasharray="4 3"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <div aria-hidden="true" className="figures flex text-xs text-muted">
        {points.map((point, index) => (
          <span key={point.id} className="w-0 grow overflow-visible whitespace-nowrap">
            {index % labelEvery === 0 ? point.label : null}
          </span>
        ))}
      </div>
      <Legend columns={columns} />
      <ChartTable label={label} columns={columns} asTable={words.asTable} points={points} />
    </figure>
  );
}
