"use client";

import { useState } from "react";
import { classNames } from "./class-names.ts";

export interface BarPoint {
  /** Tells it from the others; labels may repeat. */
  readonly id: string;
  /** Below the bar, such as an hour. */
  readonly label: string;
  readonly value: number;
  /** The value as text, for the line above the chart and for the table. */
  readonly text: string;
}

interface BarChartProps {
  /** What is shown, such as "Sales per hour". */
  label: string;
  /** The column headings of the table. */
  columns: { readonly label: string; readonly text: string };
  words: {
    /** Replaces the newest bar's label. */
    readonly now: string;
    /** What the table is opened by. */
    readonly asTable: string;
    /** One sentence about the whole, for people who do not see the chart. */
    readonly summary: string;
  };
  /** Oldest first; the last is the one that still grows. At most a few dozen. */
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
function Readout({ label, text }: { label: string | undefined; text: string | undefined }) {
  return (
    <p className="figures flex justify-between gap-4 text-xs text-muted" aria-hidden="true">
      <span>{label}</span>
      <span className="text-ink-soft">{text}</span>
    </p>
  );
}

/**
 * Bars over time. Drawn with attributes only, so that it works under a policy without inline styles, and complete before
 * any script runs. People who do not see it get the sentence of its label and the table below.
 */
export function BarChart({ label, columns, words, points, labelEvery, className }: BarChartProps) {
  const [pointed, setPointed] = useState<number | null>(null);
  const highest = points.reduce<BarPoint | undefined>(
    (top, point) => (point.value > (top?.value ?? 0) ? point : top),
    undefined,
  );
  const newest = points.length - 1;
  const shown = pointed ?? newest;
  return (
    <figure className={classNames("grid gap-2", className)}>
      <Readout label={shown === newest ? words.now : points[shown]?.label} text={points[shown]?.text} />
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
          const height = highest ? Math.max((point.value / highest.value) * HEIGHT, STUB) : STUB;
          return (
            <g key={point.id} onPointerEnter={() => setPointed(index)}>
              <rect x={index * SLOT} width={SLOT} height={HEIGHT} className="fill-transparent" />
              <rect
                x={index * SLOT + (SLOT - BAR) / 2}
                y={HEIGHT - height}
                width={BAR}
                height={height}
                className={classNames(
                  "transition-[fill] duration-150",
                  index === newest ? "fill-accent" : index === pointed ? "fill-ink" : "fill-line-strong",
                )}
              />
            </g>
          );
        })}
      </svg>
      <div aria-hidden="true" className="figures flex text-xs text-muted">
        {points.map((point, index) => (
          <span key={point.id} className="w-0 grow overflow-visible whitespace-nowrap">
            {index % labelEvery === 0 ? point.label : null}
          </span>
        ))}
      </div>
      <details className="text-xs">
        <summary className="w-fit rounded-sm py-1 text-muted hover:text-ink">{words.asTable}</summary>
        <table className="figures mt-2 w-full max-w-sm text-left">
          <caption className="sr-only">{label}</caption>
          <thead>
            <tr className="text-muted">
              <th scope="col" className="py-1 font-medium">
                {columns.label}
              </th>
              <th scope="col" className="py-1 text-right font-medium">
                {columns.text}
              </th>
            </tr>
          </thead>
          <tbody>
            {points.map((point) => (
              <tr key={point.id} className="border-t border-line">
                <th scope="row" className="py-1 font-normal">
                  {point.label}
                </th>
                <td className="py-1 text-right">{point.text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
