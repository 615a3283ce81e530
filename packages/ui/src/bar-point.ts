export interface BarPoint {
  /** Tells it from the others; labels may repeat. */
  readonly id: string;
  /** Below the bar, such as an hour. */
  readonly label: string;
  /** Null for a point that is still to come. */
  readonly value: number | null;
  /** The value as text, for the line above the chart and for the table. */
  readonly text: string;
  /** What it is compared with. Null where the other period has no such point. */
  readonly before: { readonly value: number; readonly text: string } | null;
}

/** The column headings of a chart's table; the last two are also its legend. */
export interface ChartColumns {
  readonly label: string;
  readonly text: string;
  readonly before: string;
}
