const UNITS = ["byte", "kilobyte", "megabyte"] as const;
const STEP = 1_000;

/** A size as people read it: `1.2 MB`. */
export function formatBytes(bytes: number): string {
  const power = Math.min(UNITS.length - 1, bytes < STEP ? 0 : Math.floor(Math.log10(bytes) / 3));
  const unit = UNITS[power] ?? "byte";
  const size = bytes / STEP ** power;
  return new Intl.NumberFormat("en-GB", {
    style: "unit",
    unit,
    maximumFractionDigits: size < 10 && power > 0 ? 1 : 0,
  }).format(size);
}
